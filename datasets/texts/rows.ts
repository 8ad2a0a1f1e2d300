import { parseCsv, readLines } from '../../src/data/text/index.js'
import { KeratinError } from '../../src/support/errors.js'
import { parseJson } from '../../src/support/json.js'
import { unknownName } from '../../src/support/names.js'
import { readUnpackedText } from '../../src/support/unpacked-text.js'

/** A text with the name of its class. */
export interface LabelledText {
  text: string
  label: string
  /** The file that it is the content of; absent for a row. */
  file?: string
}

export interface Columns {
  textColumn?: string
  labelColumn?: string
}

/** What the columns are usually named, the most usual first. */
const usual = {
  textColumn: ['text', 'review', 'sentence', 'content', 'message', 'body', 'comment', 'tweet'],
  labelColumn: ['label', 'sentiment', 'class', 'category', 'target', 'rating', 'stars', 'tag'],
} as const

/** The texts of a table with a line of names (`.csv`, `.tsv`) or of lines of JSON (`.jsonl`, also `.gz`). */
export async function readRows(path: string, columns: Columns): Promise<LabelledText[]> {
  return /\.(jsonl|ndjson)(\.gz)?$/i.test(path) ? readJsonl(path, columns) : readTable(path, columns)
}

async function readTable(path: string, columns: Columns): Promise<LabelledText[]> {
  const csv = await readUnpackedText(path)
  const [header, ...rows] = inFile(path, () => parseCsv(csv))
  const names = (header ?? []).map((name) => name.trim())
  const [text, label] = findColumns(path, names, columns).map((name) => names.indexOf(name))
  return rows.map((row, i) => {
    if (row.length === names.length) return { text: row[text!]!, label: row[label!]!.trim() }
    const message = `${path}: row ${i + 1} has ${row.length} values. Expected: ${names.length}, one for each column.`
    throw new KeratinError('FILE_UNREADABLE', message, { hint: 'Put quotes around texts with separators.' })
  })
}

async function readJsonl(path: string, columns: Columns): Promise<LabelledText[]> {
  const rows: LabelledText[] = []
  let found: string[] | undefined
  let line = 0
  const take = (json: string) => {
    line++
    if (json.trim() === '') return
    const row = inFile(`${path}, line ${line}`, () => parseJson(json)) as Record<string, unknown> | null
    if (row === null || typeof row !== 'object')
      throw new KeratinError('FILE_UNREADABLE', `${path}, line ${line}: it must be one JSON object.`)
    found ??= findColumns(path, Object.keys(row), columns)
    const [text, label] = found.map((name) => row[name])
    if (typeof text !== 'string' || !['string', 'number', 'boolean'].includes(typeof label)) {
      const message = `${path}, line ${line}: "${found[0]}" must be a text and "${found[1]}" the name of a class.`
      throw new KeratinError('FILE_UNREADABLE', message)
    }
    rows.push({ text, label: String(label) })
  }
  for await (const lines of readLines(path)) lines.forEach(take)
  return rows
}

function inFile<T>(where: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new KeratinError('FILE_UNREADABLE', `Cannot read ${where}: ${(cause as Error).message}`, { cause })
  }
}

function findColumns(path: string, names: readonly string[], given: Columns): [text: string, label: string] {
  const find = (which: 'textColumn' | 'labelColumn'): string => {
    const wanted = given[which]
    if (wanted !== undefined) {
      if (names.includes(wanted)) return wanted
      throw unknownName(`column of ${path}`, wanted, names)
    }
    const found = usual[which]
      .map((u) => names.find((n) => n.toLowerCase() === u))
      .find((n) => n !== undefined)
    if (found !== undefined) return found
    const option = which === 'textColumn' ? '--text-column' : '--label-column'
    const what = which === 'textColumn' ? 'the texts' : 'the classes'
    throw new KeratinError(
      'DATA',
      `${path}: it is not known which column holds ${what}: ${names.join(', ')}.`,
      {
        hint: `Name it with ${option}.`,
      },
    )
  }
  return [find('textColumn'), find('labelColumn')]
}
