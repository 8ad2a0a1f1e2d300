import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tf } from '../../src/engine/index.js'
import type { Model } from '../../src/model/index.js'
import { loadModel, modelFromJSON, saveModel } from '../../src/saving/index.js'
import { openZip } from '../../src/saving/zip/read-zip.js'
import { type GoldenTensor, toTensor } from '../harness/golden.js'

interface Case {
  inputs: GoldenTensor[]
  outputs: GoldenTensor[]
  /** Of files that hold weights alone. */
  architecture?: string
}

const folder = fileURLToPath(new URL('./fixtures', import.meta.url))
const casesIn = (name: string) =>
  Object.entries(
    JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8')) as Record<string, Case>,
  )
const cases = Object.fromEntries([
  ...casesIn('.'),
  ...casesIn('older').map(([name, one]) => [`older/${name}`, one] as const),
])
const written = mkdtempSync(join(tmpdir(), 'keratin-'))

beforeAll(() => tf.ready())
afterAll(() => rmSync(written, { recursive: true }))

async function open(name: string, { architecture }: Case): Promise<Model> {
  if (!architecture) return loadModel(join(folder, name))
  const model = modelFromJSON(readFileSync(join(folder, architecture), 'utf8'))
  await model.loadWeights(join(folder, name))
  return model
}

async function expectOutputs(model: Model, { inputs, outputs }: Case) {
  const x = inputs.map(toTensor)
  const y = [await model.predict(x.length === 1 ? x[0]! : x)].flat() as tf.Tensor[]
  expect(y).toHaveLength(outputs.length)
  for (const [i, tensor] of y.entries()) expect(tensor).toBeAllclose(outputs[i]!, { atol: 1e-5, rtol: 1e-5 })
  tf.dispose([x, y])
}

describe('files of older versions and of others', () => {
  test.each(Object.keys(cases))(
    '%s computes what it did, and again when it is saved as .keras',
    async (name) => {
      const before = tf.memory().numTensors
      const model = await open(name, cases[name]!)
      await expectOutputs(model, cases[name]!)
      const copy = join(written, `${basename(name)}.keras`)
      await saveModel(model, copy)
      const again = await loadModel(copy)
      await expectOutputs(again, cases[name]!)
      model.dispose()
      again.dispose()
      expect(tf.memory().numTensors).toBe(before)
    },
  )
})

test.each(['keras-2.13.keras', 'older/keras-2.13-windows.keras', 'older/keras-3.0-windows.keras'])(
  'weights alone are found under the names of then: %s',
  async (name) => {
    const whole = await open(name, cases[name]!)
    const fresh = modelFromJSON(whole.toJSON())
    const path = join(written, 'old.weights.h5')
    writeFileSync(path, openZip(readFileSync(join(folder, name))).read('model.weights.h5')!)
    await fresh.loadWeights(path)
    await expectOutputs(fresh, cases[name]!)
    for (const model of [whole, fresh]) model.dispose()
  },
)
