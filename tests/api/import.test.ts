import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

interface Output {
  inputs: Record<string, unknown>
  imports: { path: string; kind: string; external?: boolean }[]
}

const dist = resolve(import.meta.dirname, '../../dist')
const outputs: Record<string, Output> = JSON.parse(readFileSync(`${dist}/library.json`, 'utf8'))

/** What is loaded before an import of this file is done: the files of the package, and the modules of Node. */
function loadedBy(name: string): { files: string[]; modules: string[] } {
  const files = new Set([`dist/lib/${name}.js`])
  const modules = new Set<string>()
  for (const file of files) {
    for (const { path, kind, external } of outputs[file]!.imports) {
      if (kind !== 'import-statement') continue
      if (!external) files.add(path)
      else if (path.startsWith('node:')) modules.add(path)
    }
  }
  return { files: [...files], modules: [...modules].sort() }
}

const { files, modules } = loadedBy('index')
const sources = files.flatMap((file) => Object.keys(outputs[file]!.inputs))

describe("what import 'keratin' loads", () => {
  it.each([
    ['readers and writers of files', /src\/saving\/(hdf5|zip|project|formats\/(?!recognise))/],
    [
      'readers of images',
      /src\/data\/images\/(decode|read-image\.|look-at|png|jpeg|workers|formats|folder\/reader)/,
    ],
    [
      'pictures, the command line, recipes, data sets',
      /src\/(plot|cli|applications)\/|dist\/(models|datasets)\//,
    ],
  ])('are no %s: they are loaded when they are first used', (_, pattern) => {
    expect(sources.length).toBeGreaterThan(300)
    expect(sources.filter((source) => pattern.test(source))).toEqual([])
  })

  it('no module of Node that takes long and that only some programs need', () => {
    const lazy = ['child_process', 'http', 'https', 'net', 'readline', 'v8', 'worker_threads', 'zlib']
    expect(modules).toContain('node:fs')
    expect(modules.filter((name) => lazy.includes(name.slice(5)))).toEqual([])
  })

  // each 100 kB take some 5 ms: what makes more of it necessary may raise this, with a word on why
  it('no more text than it needs', () => {
    const bytes = files.map((file) => readFileSync(resolve(dist, '..', file)).length)
    expect(bytes.reduce((sum, n) => sum + n)).toBeLessThan(1_200_000)
  })
})
