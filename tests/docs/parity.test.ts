import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as keratin from 'keratin'
import * as applications from 'keratin/applications'
import * as plot from 'keratin/plot'
import { expect, it } from 'vitest'
// @ts-expect-error a tool in plain JavaScript
import { parityText } from '../../scripts/tools/parity.mjs'

const root = resolve(import.meta.dirname, '../..')

it('docs/PARITY.md tells the truth (node scripts/tools/parity.mjs writes it after a build)', () => {
  expect(readFileSync(resolve(root, 'docs/PARITY.md'), 'utf8')).toBe(
    parityText({ ...keratin, applications, plot }),
  )
})
