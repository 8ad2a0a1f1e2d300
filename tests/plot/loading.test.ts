import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const sources = resolve(import.meta.dirname, '../../src')
const statement = /^(?:import|export)\s(?!type\s)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm

/** The packages that are loaded when a module is, without those that it loads later. */
function packagesOf(entry: string): Set<string> {
  const packages = new Set<string>()
  const seen = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const [, from] of readFileSync(file, 'utf8').matchAll(statement)) {
      if (!from!.startsWith('.')) packages.add(from!)
      else {
        const source = join(dirname(file), from!.replace(/\.js$/, '.ts'))
        if (existsSync(source)) visit(source)
      }
    }
  }
  visit(join(sources, entry))
  return packages
}

it('drawing is loaded by keratin/plot alone: not by keratin, its help, or a prediction', () => {
  const drawing = /^(d3-|@dagrejs\/|sharp$)/
  const found = (entry: string) => [...packagesOf(entry)].filter((name) => drawing.test(name)).sort()
  expect(found('plot/index.ts')).toEqual(['@dagrejs/dagre', 'd3-contour', 'd3-scale', 'd3-shape'])
  const entries = [
    'index.ts',
    'cli/main.ts',
    'cli/predict/command.ts',
    'cli/predict/predict.ts',
    'cli/train/train.ts',
  ]
  for (const entry of entries) expect([entry, found(entry)]).toEqual([entry, []])
  expect(packagesOf('cli/main.ts')).toContain('commander')
})
