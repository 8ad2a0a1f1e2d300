import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { cliText } from './cli-text.js'

it('docs/CLI.md tells the truth (run this test with -u to write it)', async () => {
  await expect(cliText()).toMatchFileSnapshot(resolve(import.meta.dirname, '../../docs/CLI.md'))
})
