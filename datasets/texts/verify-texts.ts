import { relative, sep } from 'node:path'
import { readTexts } from './read-texts.js'
import type { Columns, LabelledText } from './rows.js'

/** What was found in labelled texts. They are named by their files, or by their rows: `row 12`, `test row 3`. */
export interface TextReport {
  texts: number
  /** Texts of each class, for each part of the data; the part is empty where the data is in one. */
  parts: { part: string; classes: Record<string, number> }[]
  /** Letters of a text. */
  length: { min: number; median: number; max: number }
  empty: string[]
  /** Texts that are there more than once. */
  duplicates: string[][]
  /** Of these, groups of more than one class. */
  contradictions: string[][]
  /** Of these, groups that are in training and test alike: a test on them tests nothing. */
  leaks: string[][]
}

interface Named extends LabelledText {
  name: string
  part: string
}

/**
 * Looks through labelled texts of a table, lines of JSON or a folder: what is in them, what is empty, there twice, of two
 * classes, or in training and test alike. White space at the ends does not count.
 *
 * @throws KeratinError FILE_NOT_FOUND, FILE_UNREADABLE, DATA
 */
export async function verifyTexts(data: string, columns: Columns = {}): Promise<TextReport> {
  const { train, test } = await readTexts(data, columns)
  const named = (texts: readonly LabelledText[], part: string) =>
    texts.map((text, i): Named => ({ ...text, part, name: nameOf(data, text, part, i) }))
  const all = test ? [...named(train, 'train'), ...named(test, 'test')] : named(train, '')
  const groups = new Map<string, Named[]>()
  for (const text of all) {
    const content = text.text.trim()
    if (content !== '') groups.set(content, [...(groups.get(content) ?? []), text])
  }
  const duplicates = [...groups.values()].filter((group) => group.length > 1)
  const varied = (property: 'label' | 'part') =>
    namesOf(duplicates.filter((group) => new Set(group.map((text) => text[property])).size > 1))
  const lengths = Uint32Array.from(all, ({ text }) => text.length).sort()
  return {
    texts: all.length,
    parts: [...new Set(all.map(({ part }) => part))].map((part) => ({ part, classes: countOf(all, part) })),
    length: { min: lengths[0] ?? 0, median: lengths[lengths.length >> 1] ?? 0, max: lengths.at(-1) ?? 0 },
    empty: all.filter(({ text }) => text.trim() === '').map(({ name }) => name),
    duplicates: namesOf(duplicates),
    contradictions: varied('label'),
    leaks: varied('part'),
  }
}

function nameOf(data: string, { file }: LabelledText, part: string, i: number): string {
  if (file !== undefined) return relative(data, file).replaceAll(sep, '/')
  return part === '' ? `row ${i + 1}` : `${part} row ${i + 1}`
}

const namesOf = (groups: readonly (readonly Named[])[]): string[][] =>
  groups.map((group) => group.map(({ name }) => name))

function countOf(all: readonly Named[], part: string): Record<string, number> {
  const counts = new Map<string, number>()
  for (const text of all) if (text.part === part) counts.set(text.label, (counts.get(text.label) ?? 0) + 1)
  return Object.fromEntries(counts)
}
