import { parseCsv, readLines } from '../../src/data/text/index.js'
import { KeratinError, show } from '../../src/support/errors.js'
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
  /** As TextDecoder names them: `latin1`, `shift_jis`, ... Default: UTF-8, or UTF-16 by its mark. */
  encoding?: string
}

/** What the columns are usually named, the most usual first. */
const usual = {
  textColumn: ['text', 'review', 'sentence', 'content', 'message', 'body', 'comment', 'tweet'],
  labelColumn: ['label', 'sentiment', 'class', 'category', 'target', 'rating', 'stars', 'tag'],
} as const

type Column = keyof typeof usual

/** The texts of a table with a line of names (`.csv`, `.tsv`) or of lines of JSON (`.jsonl`, also `.gz`). */
export async function readRows(path: string, columns: Columns): Promise<LabelledText[]> {
  const rows = await readColumns(path, ['textColumn', 'labelColumn'], columns)
  return rows.map(([text, label]) => ({ text: text!, label: label! }))
}

/** The same of texts whose classes are not known. */
export async function readTextColumn(path: string, columns: Columns): Promise<string[]> {
  return (await readColumns(path, ['textColumn'], columns)).map(([text]) => text!)
}

/** Whether a file is a table or lines of JSON, by its name. */
export const isTableName = (path: string): boolean => /\.(csv|tsv|jsonl|ndjson)(\.gz)?$/i.test(path)

const expected = 'Texts are read from tables (.csv, .tsv), lines of JSON (.jsonl) and folders.'

async function readColumns(path: string, wanted: readonly Column[], given: Columns): Promise<string[][]> {
  if (/\.json(\.gz)?$/i.test(path)) {
    throw new KeratinError('DATA', `${path} is one JSON document. ${expected}`, {
      hint: 'Write it as .jsonl, one object on each line.',
    })
  }
  return /\.(jsonl|ndjson)(\.gz)?$/i.test(path)
    ? readJsonl(path, wanted, given)
    : readTable(path, wanted, given)
}

async function readTable(path: string, wanted: readonly Column[], given: Columns): Promise<string[][]> {
  const csv = await readUnpackedText(path, given.encoding)
  const [header, ...rows] = inFile(path, () => parseCsv(csv))
  const names = (header ?? []).map((name) => name.trim())
  const places = wanted.map((column) => names.indexOf(findColumn(path, names, column, given)))
  return rows.map((row, i) => {
    if (row.length === names.length)
      return wanted.map((column, k) => (column === 'textColumn' ? row[places[k]!]! : row[places[k]!]!.trim()))
    const message = `${path}: row ${i + 1} has ${row.length} values. Expected: ${names.length}, one for each column.`
    throw new KeratinError('FILE_UNREADABLE', message, { hint: 'Put quotes around texts with separators.' })
  })
}

async function readJsonl(path: string, wanted: readonly Column[], given: Columns): Promise<string[][]> {
  const rows: string[][] = []
  let found: string[] | undefined
  let line = 0
  const take = (json: string) => {
    line++
    if (json.trim() === '') return
    const row = inFile(`${path}, line ${line}`, () => parseJson(json)) as Record<string, unknown> | null
    if (row === null || typeof row !== 'object')
      throw new KeratinError('FILE_UNREADABLE', `${path}, line ${line}: it must be one JSON object.`)
    found ??= wanted.map((column) => findColumn(path, Object.keys(row), column, given))
    rows.push(
      wanted.map((column, k) => {
        const name = found![k]!
        const value = row[name]
        const types = column === 'textColumn' ? ['string'] : ['string', 'number', 'boolean']
        if (types.includes(typeof value)) return String(value)
        const expected = column === 'textColumn' ? 'a text' : 'the name of a class'
        const message = `${path}, line ${line}: "${name}" must be ${expected}. Received: ${show(value)}.`
        throw new KeratinError('FILE_UNREADABLE', message)
      }),
    )
  }
  for await (const lines of readLines(path, given.encoding)) lines.forEach(take)
  return rows
}

function inFile<T>(where: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new KeratinError('FILE_UNREADABLE', `Cannot read ${where}: ${(cause as Error).message}`, { cause })
  }
}

function findColumn(path: string, names: readonly string[], which: Column, given: Columns): string {
  const wanted = given[which]
  if (wanted !== undefined) {
    if (names.includes(wanted)) return wanted
    throw unknownName(`column of ${path}`, wanted, names)
  }
  const found = usual[which].map((u) => names.find((n) => n.toLowerCase() === u)).find((n) => n !== undefined)
  if (found !== undefined) return found
  const option = which === 'textColumn' ? '--text-column' : '--label-column'
  const what = which === 'textColumn' ? 'the texts' : 'the classes'
  throw new KeratinError(
    'DATA',
    `${path}: it is not known which column holds ${what}: ${names.join(', ')}.`,
    { hint: `Name it with ${option}.${isTableName(path) ? '' : ` ${expected}`}` },
  )
}
