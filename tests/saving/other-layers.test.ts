import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { Dense, Input } from '../../src/layers/index.js'
import { type Model, Sequential } from '../../src/model/index.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeAll(() => tf.ready())

/** A model of layers of these names. */
const ofLayers = (...layers: [name: string, units: number, useBias?: boolean][]): Model =>
  new Sequential([
    Input({ shape: [2] }),
    ...layers.map(([name, units, useBias = true]) => Dense(units, { name, useBias })),
  ])

/** The file of a model of two layers. */
async function saved(ending: 'h5' | 'npz' = 'h5'): Promise<{ model: Model; path: string }> {
  const model = ofLayers(['a', 2], ['b', 1])
  const path = join(folder, `model.${ending}`)
  await model.save(path)
  return { model, path }
}

test('a file of layers of other names is taken in turn', async () => {
  const { model, path } = await saved()
  const other = ofLayers(['c', 2], ['d', 1])
  await other.loadWeights(path)
  expect(other.weights.map((w) => [...w.data()])).toEqual(model.weights.map((w) => [...w.data()]))
  for (const one of [model, other]) one.dispose()
})

test.each<[string, Model, RegExp]>([
  ['a layer more', ofLayers(['a', 2], ['b', 1], ['c', 1]), /Layer "c" \(Dense\) has no weights in the file/],
  [
    'fewer, of other names',
    ofLayers(['c', 2]),
    /The model has 1 layers with weights, the file 2, one of them "a"/,
  ],
  [
    'another size',
    ofLayers(['a', 3], ['b', 1]),
    /Layer "a" \(Dense\): the weight "kernel" has shape \[2, 3\], the file holds "\w+\/a\/kernel" of shape \[2, 2\]/,
  ],
  ['no bias', ofLayers(['a', 2, false], ['b', 1]), /Layer "a" \(Dense\) has 1 weights, but the file holds 2/],
])('a model with %s is told, and stays as it was', async (_, other, problem) => {
  const { model, path } = await saved()
  const before = other.weights.map((w) => [...w.data()])
  await expect(other.loadWeights(path)).rejects.toThrow(problem)
  await expect(other.loadWeights(path)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  expect(other.weights.map((w) => [...w.data()])).toEqual(before)
  for (const one of [model, other]) one.dispose()
})
