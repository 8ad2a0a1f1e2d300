import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import * as keratin from '../../src/index.js'
import { isBuiltInClass } from '../../src/layers/base/registry.js'
import * as catalogue from '../../src/layers/catalogue.js'

const root = new URL('../../src/layers/', import.meta.url).pathname

/** The classes of layers in the source: what is made callable under a name. */
const inSource = readdirSync(root, { recursive: true, encoding: 'utf8' })
  // what Keras 3 has given up is in files under the package of a user
  .filter((file) => file.endsWith('.ts') && !file.startsWith('legacy'))
  .flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^export const (\w+) = callableClass\(/gm)].map(
      ([, name]) => name!,
    ),
  )

it('the source has layers', () => {
  expect(inSource.length).toBeGreaterThan(100)
})

it.each(inSource)('%s is in the catalogue, is exported, and can be named by files', (name) => {
  expect(Object.keys(catalogue)).toContain(name)
  expect(Object.keys(keratin)).toContain(name)
  expect(isBuiltInClass((catalogue as unknown as Record<string, { prototype: object }>)[name]!)).toBe(true)
})

it('every layer of the catalogue is a class of the source', () => {
  const classes = new Set(Object.values(catalogue).map((layer) => layer.className))
  expect([...classes].sort()).toEqual([...inSource].sort())
})
