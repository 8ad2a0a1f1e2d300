import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkedModels } from '../../scripts/keras-check/models.js'
import { largest, stockDifference } from '../../scripts/keras-check/tfjs.js'
import { folderOf, writeChecked } from '../../scripts/keras-check/write.js'

// a process of its own: the union @tensorflow/tfjs puts chained operators of its own in the place of those repaired

/** A Python with Keras 3.15: `KERATIN_PYTHON`. */
const python = process.env.KERATIN_PYTHON
const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
const place = (name: string) => join(folder, folderOf(name))

beforeAll(async () => {
  for (const [name, make] of Object.entries(checkedModels)) await writeChecked(place(name), await make())
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true }))

describe('stock TensorFlow.js computes the same', () => {
  for (const name of Object.keys(checkedModels)) {
    test(name, async () => {
      // models of other layers are refused, of which writeChecked makes sure
      for (const kind of ['tfjs', 'tfjs-half'] as const)
        if (existsSync(join(place(name), kind)))
          expect(await stockDifference(place(name), kind), kind).toBeLessThanOrEqual(largest[kind])
    })
  }
})

if (!python) process.stderr.write('Keras is not asked: KERATIN_PYTHON names no Python with it\n')
test.runIf(python !== undefined && existsSync(python))(
  'Keras computes and trains on the same (KERATIN_PYTHON)',
  async () => {
    const script = fileURLToPath(new URL('../../scripts/keras-check.py', import.meta.url))
    const { stdout } = await promisify(execFile)(python!, [script, folder]).catch((error) => error)
    expect(stdout).toContain(': 0 of what was checked is not as Keratin has it.')
  },
  1_800_000,
)
