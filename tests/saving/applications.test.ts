import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { loadModel } from '../../src/index.js'
import { type GoldenTensor, toTensor } from '../harness/golden.js'

/** A Python with Keras: `KERATIN_PYTHON`. Its models are too large for the folder of golden files. */
const python = process.env.KERATIN_PYTHON
const tool = resolve(import.meta.dirname, '../../scripts/tools/golden_graphs.py')

it.runIf(process.env.KERATIN_TEST_FULL === '1' && python && existsSync(python))(
  'MobileNetV3Small of Keras gives the same here, and what is saved opens there',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keratin-applications-'))
    try {
      const run = (...args: string[]) =>
        execFileSync(python!, [tool, ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
      run('mobilenet', join(folder, 'there'))
      const expected = JSON.parse(readFileSync(join(folder, 'there/expected.json'), 'utf8')) as {
        mobilenet: { inputs: GoldenTensor[]; outputs: GoldenTensor[] }
      }
      const model = await loadModel(join(folder, 'there/mobilenet.keras'))
      tf.tidy(() => {
        const { inputs, outputs } = expected.mobilenet
        expect(model(toTensor(inputs[0]!)) as tf.Tensor).toBeAllclose(outputs[0]!)
      })
      await model.save(join(folder, 'mobilenet.keras'))
      model.dispose()
      expect(run(folder, join(folder, 'there')).toString()).toContain('1 of 1 open with equal outputs')
    } finally {
      await rm(folder, { recursive: true })
    }
  },
)
