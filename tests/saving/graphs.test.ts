import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { loadModel, type Model } from '../../src/index.js'
import { type GoldenTensor, goldenFolder, readGolden, toTensor } from '../harness/golden.js'

/** Models that Keras saved, and what Keras makes of inputs (scripts/tools/golden_graphs.py). */
const expected =
  readGolden<Record<string, { inputs: GoldenTensor[]; outputs: GoldenTensor[] }>>('graphs/expected')

function check(model: Model, name: string): void {
  const { inputs, outputs } = expected[name]!
  tf.tidy(() => {
    const given = inputs.map(toTensor)
    const call = model as unknown as (x: tf.Tensor | tf.Tensor[]) => tf.Tensor | tf.Tensor[]
    const found = [call(given.length > 1 ? given : given[0]!)].flat()
    expect(found).toHaveLength(outputs.length)
    found.forEach((y, i) => {
      expect(y, `output ${i}`).toBeAllclose(outputs[i]!, { atol: 2e-5, rtol: 2e-5 })
    })
  })
}

describe.each(Object.keys(expected))('the model %s of Keras', (name) => {
  it('gives the same here, also when it was saved again, and leaves no memory behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keratin-graphs-'))
    try {
      const before = tf.memory().numTensors
      const model = await loadModel(join(goldenFolder(), 'graphs', `${name}.keras`))
      check(model, name)
      await model.save(join(folder, 'again.keras'))
      model.dispose()
      const again = await loadModel(join(folder, 'again.keras'))
      check(again, name)
      again.dispose()
      expect(tf.memory().numTensors).toBe(before)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
