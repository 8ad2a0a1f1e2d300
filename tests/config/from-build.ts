import { existsSync, readFileSync } from 'node:fs'
import { createRequire, SourceMap } from 'node:module'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vitest/config'
// @ts-expect-error a tool in plain JavaScript
import { compiledRooms } from '../../scripts/tools/refresh.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const source = new RegExp(`^${root}(${(compiledRooms as string[]).join('|')})/(.*)\\.(js|ts)$`)

/** The compiled file of a source, by the name with which it is imported. */
function built(path: string): string | undefined {
  const [, room, name] = path.match(source) ?? []
  return room && existsSync(`${root}${room}/${name}.ts`) ? `${root}dist/${room}/${name}.js` : undefined
}

/** What programs get that import a package by its name: another copy than that of the compiled sources. */
const published = (id: string) => `${root}dist/lib/${id === 'keratin' ? 'index' : id.split('/')[1]}.js`

/**
 * Tests say `../../src/...`; what they get is the compiled file in `dist`, loaded by Node itself: once a process, not
 * transformed for each test file.
 */
export function fromBuild(packages: Record<string, string>): Plugin {
  return {
    name: 'keratin-from-build',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id in packages && importer?.endsWith('.published.test.ts')) return published(id)
      if (id in packages) return built(root + packages[id])
      if (!importer || !/^\.{0,2}\//.test(id)) return undefined
      return built(resolve(dirname(importer.replace(/\?.*$/, '')), id))
    },
  }
}

/** What of the tests' imports Node loads itself. */
export const external = [/\/dist\//, /\/node_modules\//]

const maps = new Map<string, SourceMap>()

/** The map of a compiled file, made again from its source only when something failed there. */
function mapOf(file: string): SourceMap {
  let map = maps.get(file)
  if (!map) {
    const ts = createRequire(import.meta.url)('typescript') as typeof import('typescript')
    const { sourceMapText } = ts.transpileModule(readFileSync(file, 'utf8'), {
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
        sourceMap: true,
      },
    })
    map = new SourceMap(JSON.parse(sourceMapText!))
    maps.set(file, map)
  }
  return map
}

/** Moves a line of a stack trace from the compiled file to its source. */
export function toSource(frame: { file: string; line: number; column: number }): void {
  const compiled = `${root}dist/`
  if (!frame.file.startsWith(compiled)) return
  const file = root + frame.file.slice(compiled.length).replace(/\.js$/, '.ts')
  if (!existsSync(file)) return
  const entry = mapOf(file).findEntry(frame.line - 1, frame.column - 1)
  if (!('originalLine' in entry)) return
  frame.file = file
  frame.line = entry.originalLine + 1
  frame.column = entry.originalColumn + 1
}
