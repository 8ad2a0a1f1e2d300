import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadModel, type Model, tf } from '../../src/index.js'
import { drawShare } from '../harness/share.js'
import {
  type ApplicationCase,
  differenceFrom,
  formulaImages,
  golden,
  layerNames,
  networkOf,
  setFormulaWeights,
} from './formula.js'

const isFull = process.env.KERATIN_TEST_FULL === '1'
const all = golden.cases.map(({ id }) => id)
const caseOf = (id: string): ApplicationCase => golden.cases.find((c) => c.id === id)!

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keratin-networks-'))
})
afterEach(() => rm(folder, { recursive: true }))

const difference = (model: Model, { input, range, output }: ApplicationCase): number =>
  tf.tidy(() => differenceFrom(output, model(formulaImages(input, range)) as tf.Tensor))

describe('files of networks', () => {
  const isDrawn = drawShare('files of networks', 4)
  // that with most that is not in others
  const ids = isFull ? all.filter((id) => !id.endsWith('-full')) : ['mobilenet-v3-small']

  it.skipIf(!isDrawn()).each(ids)(
    '%s is the same after saving and loading',
    { timeout: 300_000 },
    async (id) => {
      const expected = caseOf(id)
      const model = await networkOf(expected)
      setFormulaWeights(model)
      const names = layerNames(model)
      await model.save(join(folder, 'whole.keras'))
      await model.saveWeights(join(folder, 'only.weights.h5'))
      model.dispose()
      const loaded = await loadModel(join(folder, 'whole.keras'))
      expect(layerNames(loaded)).toEqual(names)
      expect(difference(loaded, expected)).toBeLessThan(1e-4)
      loaded.dispose()
      const options = {
        ...expected.options,
        weights: join(folder, 'only.weights.h5'),
        classifierActivation: null,
      }
      const filled = await networkOf({ ...expected, options })
      expect(difference(filled, expected)).toBeLessThan(1e-4)
      filled.dispose()
    },
  )
})

/** A Python with Keras: `KERATIN_PYTHON`. */
const python = process.env.KERATIN_PYTHON
const tool = resolve(import.meta.dirname, '../../scripts/tools/golden_applications.py')
const run = (...args: string[]) =>
  execFileSync(python!, [tool, ...args], { stdio: ['ignore', 'pipe', 'ignore'] })

describe.runIf(isFull && python && existsSync(python))('networks and Keras itself', () => {
  const ids = all.filter((id) => !/-(full|features|any-size)$/.test(id))

  it.each(ids)('%s: models go both ways, and published weights fit', { timeout: 900_000 }, async (id) => {
    const expected = caseOf(id)
    const [there, here, weights] = ['there.keras', 'here.keras', 'weights.h5'].map((name) =>
      join(folder, name),
    )
    run('save', id, there!)
    const loaded = await loadModel(there!)
    expect(difference(loaded, expected)).toBeLessThan(1e-4)
    await loaded.save(here!)
    loaded.dispose()
    run('check', id, here!)
    run('weights', id, weights!)
    const filled = await networkOf({ ...expected, options: { ...expected.options, weights } })
    expect(difference(filled, expected)).toBeLessThan(1e-4)
    await filled.save(here!)
    filled.dispose()
    run('check', id, here!)
  })
})
