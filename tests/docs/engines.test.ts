import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { engineInfo, setEngine } from 'keratin'
import { expect, it } from 'vitest'
// @ts-expect-error a tool in plain JavaScript
import { enginesText, tested } from '../../scripts/tools/engines.mjs'
import { repeatingKernels } from '../../src/engine/wasm/kernels/binary.js'
import { wasmKernels } from '../../src/engine/wasm/kernels/index.js'

const root = resolve(import.meta.dirname, '../..')

it('docs/ENGINES.md tells the truth (run this test with -u to write it)', async () => {
  await setEngine('wasm')
  const repeating = repeatingKernels.map(({ name }) => name).sort()
  const own = wasmKernels
    .map(({ name }) => name)
    .filter((name) => !repeating.includes(name))
    .sort()
  const forwarded = [...engineInfo().forwardedKernels].sort()
  await expect(enginesText({ own, repeating, forwarded })).toMatchFileSnapshot(
    resolve(root, 'docs/ENGINES.md'),
  )
})

it.each(Object.entries(tested as Record<string, string[]>))(
  '%s tests what is said of it',
  (file, operators) => {
    const code = readFileSync(resolve(root, 'tests/engine/operators', file), 'utf8')
    for (const operator of operators.map((text) => text.match(/^\w+/)![0])) {
      expect(code).toMatch(new RegExp(`\\b${operator.replace(/3d$/, '')}`))
    }
  },
)

it('says of every file what it tests', () => {
  const files = readdirSync(resolve(root, 'tests/engine/operators')).filter((name) =>
    name.endsWith('.test.ts'),
  )
  expect(Object.keys(tested).sort()).toEqual(files.sort())
})
