import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** An example in a comment. */
export interface DocstringExample {
  /** `src/layers/core/dense.ts #1`. */
  name: string
  file: string
  code: string
}

const comments = /\/\*\*(?:(?!\*\/)[\s\S])*\*\//g
const examplesOf = /@example\b((?:(?!\n\s*\*\s*@)[\s\S])*)/g

/** Code as it stands in a comment, without what frames it. */
const plain = (text: string): string =>
  text
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim()

/** Every `@example` of the sources, in order. */
export function docstringExamples(): DocstringExample[] {
  const files = ['src', 'datasets', 'models'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.includes('assembly'))
      .map((file) => join(room, file)),
  )
  return files.sort().flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return [...text.matchAll(comments)]
      .flatMap(([comment]) => [...comment.matchAll(examplesOf)].map(([, code]) => plain(code!)))
      .map((code, i) => ({ name: `${file} #${i + 1}`, file, code }))
  })
}
