import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { limitsText } from './limits-text.js'

it('docs/LIMITS.md tells the truth (run this test with -u to write it)', async () => {
  await expect(limitsText()).toMatchFileSnapshot(resolve(import.meta.dirname, '../../docs/LIMITS.md'))
})
