import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readLines } from '../../src/data/text/index.js'
import { KeratinError } from '../../src/support/errors.js'
import { parseJson } from '../../src/support/json.js'
import { decodeText, readTextFile } from '../../src/support/text-file.js'
import { readTar } from './tar.js'

/** Texts with the number of the class of each: 0 negative, 1 positive. */
export interface LabelledTexts {
  texts: string[]
  labels: Int32Array
}

export interface Reviews {
  train: LabelledTexts
  test: LabelledTexts
}

const parts = ['train', 'test'] as const
const classes = ['neg', 'pos'] as const

/** Lines of JSON with `text` and `label` (0, 1, "neg" or "pos"). */
export async function readJsonlReviews(path: string, limit: number): Promise<LabelledTexts> {
  const texts: string[] = []
  const labels: number[] = []
  let line = 0
  for await (const lines of readLines(path)) {
    for (const json of lines) {
      line++
      if (json.trim() === '' || texts.length >= limit) continue
      const { text, label } = parse(json, path, line)
      texts.push(text)
      labels.push(label)
    }
    if (texts.length >= limit) break
  }
  if (texts.length === 0) throw new KeratinError('DATA', `${path} holds no reviews.`)
  return { texts, labels: Int32Array.from(labels) }
}

function parse(json: string, path: string, line: number): { text: string; label: number } {
  let value: { text?: unknown; label?: unknown } | null
  try {
    value = parseJson(json) as typeof value
  } catch (cause) {
    throw new KeratinError('FILE_UNREADABLE', `${path}, line ${line}: ${(cause as Error).message}.`, {
      cause,
    })
  }
  const named = classes.indexOf(value?.label as 'neg')
  const label = named >= 0 ? named : Number(value?.label ?? Number.NaN)
  if (typeof value?.text === 'string' && (label === 0 || label === 1)) return { text: value.text, label }
  throw new KeratinError(
    'FILE_UNREADABLE',
    `${path}, line ${line}: it must have a text, and a label of 0 or 1.`,
  )
}

/** One review by its file: `train/neg/12_3.txt`. */
interface Found {
  id: number
  read: () => Promise<string>
}

/** The reviews of the official archive. */
export async function readArchiveReviews(path: string, limit: number): Promise<Reviews> {
  const found = emptyLists()
  for await (const { name, data } of readTar(path, (name) => placeOf(name) !== undefined)) {
    const { part, label, id } = placeOf(name)!
    found[part][label]!.push({ id, read: async () => decodeText(data, `${path}: ${name}`) })
  }
  return collectAll(found, limit, path)
}

/** The reviews of the unpacked archive. */
export async function readFolderReviews(folder: string, limit: number): Promise<Reviews> {
  const found = emptyLists()
  for (const part of parts)
    for (const [label, name] of classes.entries()) {
      const place = join(folder, part, name)
      for (const file of await readdir(place).catch(() => [])) {
        const id = /^(\d+)_\d+\.txt$/.exec(file)?.[1]
        if (id === undefined) continue
        const read = async () => await readTextFile(join(place, file))
        found[part][label]!.push({ id: Number(id), read })
      }
    }
  return collectAll(found, limit, folder)
}

type Lists = Record<(typeof parts)[number], [negative: Found[], positive: Found[]]>

const emptyLists = (): Lists => ({ train: [[], []], test: [[], []] })

function placeOf(name: string) {
  const match = /(?:^|\/)(train|test)\/(neg|pos)\/(\d+)_\d+\.txt$/.exec(name)
  if (!match) return undefined
  const [, part, label, id] = match
  return { part: part as 'train' | 'test', label: classes.indexOf(label as 'neg'), id: Number(id) }
}

async function collectAll(found: Lists, limit: number, path: string): Promise<Reviews> {
  const [train, test] = await Promise.all(parts.map((part) => collect(found[part], limit)))
  if (train!.texts.length > 0 && test!.texts.length > 0) return { train: train!, test: test! }
  throw new KeratinError(
    'DATA',
    `${path} holds no reviews to ${train!.texts.length > 0 ? 'test' : 'train'}.`,
    {
      hint: 'They must lie as in the archive: train/neg/0_3.txt.',
    },
  )
}

/** By number, negative and positive in turn, so that any part of them holds both. */
async function collect([negative, positive]: Lists['train'], limit: number): Promise<LabelledTexts> {
  const byId = (a: Found, b: Found) => a.id - b.id
  const [neg, pos] = [negative.sort(byId), positive.sort(byId)]
  const all: [Found, number][] = []
  for (let i = 0; i < Math.max(neg.length, pos.length); i++) {
    if (neg[i]) all.push([neg[i]!, 0])
    if (pos[i]) all.push([pos[i]!, 1])
  }
  const taken = all.slice(0, limit)
  const texts: string[] = []
  // some at a time: the number of open files is limited
  for (let i = 0; i < taken.length; i += 64)
    texts.push(...(await Promise.all(taken.slice(i, i + 64).map(([review]) => review.read()))))
  return { texts, labels: Int32Array.from(taken, ([, label]) => label) }
}
