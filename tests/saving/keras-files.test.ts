import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { layerRegistry } from '../../src/layers/index.js'
import type { Model } from '../../src/model/index.js'
import {
  loadModel,
  loadWeights,
  modelFromJSON,
  modelToJSON,
  saveModel,
  saveWeights,
} from '../../src/saving/index.js'
import { serializeModel } from '../../src/saving/keras/serialize.js'
import { openZip } from '../../src/saving/zip/read-zip.js'
import { losses, optimizers, schedules } from '../../src/training/index.js'
import { type GoldenTensor, goldenFolder, goldenSuite, readGolden, toTensor } from '../harness/golden.js'

type Json = Record<string, unknown>
type Data = GoldenTensor | GoldenTensor[] | Record<string, GoldenTensor>

interface Fixture {
  inputs?: GoldenTensor[]
  /** Of a model that takes texts. */
  inputs_text?: string[]
  predictions: GoldenTensor[]
  optimizer?: { class_name: string; iterations: number }
  resume?: {
    x: Data
    y: Data
    batch_size: number
    deterministic: boolean
    evaluate: Record<string, number>
    history_of_one_more_epoch: Record<string, number>
    predictions_after_one_more_epoch: GoldenTensor[]
  }
}

interface ModelCase {
  name: string
}

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
const date = new Date('2026-01-02T03:04:05Z')
const file = (name: string, ending: string) => join(goldenFolder(), 'keras-files', `${name}.${ending}`)
const fixtureOf = (name: string) => JSON.parse(readFileSync(file(name, 'fixture.json'), 'utf8')) as Fixture
const configOf = (path: string) =>
  JSON.parse(Buffer.from(openZip(readFileSync(path)).read('config.json')!).toString()) as Json

/** The class names in a configuration, of what registries make. */
function classNames(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const v of value) classNames(v, found)
  else if (value && typeof value === 'object') {
    const { module, class_name } = value as { module?: unknown; class_name?: unknown }
    if (typeof class_name === 'string' && /^keras\.(layers|losses|optimizers)/.test(String(module)))
      found.add(class_name)
    for (const v of Object.values(value)) classNames(v, found)
  }
  return found
}

/** Keras numbers objects that are used twice, by their address in its memory. */
const withoutIds = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, v) => (key === 'shared_object_id' ? undefined : v)))

/** Call arguments that Keras notes though nothing depends on them. */
const withoutDefaults = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, v) =>
      key === 'kwargs'
        ? Object.fromEntries(Object.entries(v as Json).filter(([k, x]) => k !== 'training' && x !== null))
        : v,
    ),
  )

type Tensors = tf.Tensor | tf.Tensor[] | Record<string, tf.Tensor>

const tensors = (data: Data): Tensors => {
  if ('data' in data && Array.isArray(data.data)) return toTensor(data as GoldenTensor)
  if (Array.isArray(data)) return data.length === 1 ? toTensor(data[0]!) : data.map(toTensor)
  return Object.fromEntries(Object.entries(data).map(([k, t]) => [k, toTensor(t as GoldenTensor)]))
}

async function predictions(model: Model, { inputs, inputs_text }: Fixture): Promise<tf.Tensor[]> {
  const x = inputs_text ? [tf.tensor1d(inputs_text)] : inputs!.map(toTensor)
  const y = await model.predict(x.length === 1 ? x[0]! : x)
  tf.dispose(x)
  return [y].flat() as tf.Tensor[]
}

async function expectPredictions(
  model: Model,
  fixture: Fixture,
  wanted: readonly GoldenTensor[],
  tolerance = 1e-5,
) {
  const found = await predictions(model, fixture)
  expect(found).toHaveLength(wanted.length)
  for (const [i, y] of found.entries())
    expect(y).toBeAllclose(wanted[i]!, { atol: tolerance, rtol: tolerance })
  tf.dispose(found)
}

async function expectResumed(model: Model, fixture: Fixture) {
  const { x, y, batch_size, evaluate, ...after } = fixture.resume!
  const data: [Tensors, Tensors] = [tensors(x), tensors(y)]
  const close = (found: Record<string, number>, wanted: Record<string, number>) => {
    expect(Object.keys(found).sort()).toEqual(Object.keys(wanted).sort())
    for (const [k, v] of Object.entries(wanted))
      expect(found[k], k).toBeAllclose(v, { atol: 1e-6, rtol: 1e-4 })
  }
  const evaluated = await model.evaluate(...data, { batchSize: batch_size, verbose: 0, returnDict: true })
  close(evaluated as Record<string, number>, evaluate)
  const { history } = await model.fit(...data, {
    batchSize: batch_size,
    epochs: 1,
    shuffle: false,
    verbose: 0,
  })
  close(
    Object.fromEntries(Object.entries(history).map(([k, v]) => [k, v.at(-1)!])),
    after.history_of_one_more_epoch,
  )
  await expectPredictions(model, fixture, after.predictions_after_one_more_epoch, 1e-4)
  tf.dispose(data)
}

beforeAll(async () => {
  await tf.ready()
})
afterAll(() => rmSync(folder, { recursive: true }))

goldenSuite<ModelCase>('keras-files/index', {
  list: 'models',
  needs: ({ name }) => [...classNames(configOf(file(name, 'keras')))],
  has: (name) =>
    [layerRegistry, losses, optimizers, schedules].some((registry) => registry.find(name) !== undefined),
  run: async ({ name }) => {
    const fixture = fixtureOf(name)
    const path = file(name, 'keras')
    const before = tf.memory().numTensors
    const model = await loadModel(path)

    await expectPredictions(model, fixture, fixture.predictions)
    if (fixture.optimizer) expect(model.optimizer!.iterations).toBe(fixture.optimizer.iterations)

    // written again, the file says the same as Keras'
    expect(withoutDefaults(serializeModel(model))).toEqual(withoutDefaults(withoutIds(configOf(path))))
    // a vocabulary is in a .keras file alone: there are no others of a model that has one
    const json = fixture.inputs_text ? undefined : readGolden<Json>(`keras-files/${name}`)
    if (json)
      expect(withoutDefaults(JSON.parse(modelToJSON(model)))).toEqual(withoutDefaults(withoutIds(json)))

    const copy = join(folder, `${name}.keras`)
    await saveModel(model, copy, { date })
    const bytes = readFileSync(copy)
    const reloaded = await loadModel(copy)
    await expectPredictions(reloaded, fixture, fixture.predictions)
    await saveModel(reloaded, copy, { date })
    expect(readFileSync(copy).equals(bytes), 'the same bytes when saved again').toBe(true)

    if (json) {
      const weights = join(folder, `${name}.weights.h5`)
      await saveWeights(model, weights, { date })
      const fresh = modelFromJSON(JSON.stringify(json))
      for (const written of [weights, file(name, 'weights.h5')].filter(existsSync)) {
        await loadWeights(fresh, written)
        await expectPredictions(fresh, fixture, fixture.predictions)
      }
      fresh.dispose()
    }

    if (fixture.resume?.deterministic) {
      await expectResumed(model, fixture)
      await expectResumed(reloaded, fixture)
    }
    // the form of Keras 1 and 2, which Keras 3 writes too
    const old = file(name, 'h5')
    if (existsSync(old)) {
      const whole = await loadModel(old)
      await expectPredictions(whole, fixture, fixture.predictions)
      if (fixture.resume?.deterministic) await expectResumed(whole, fixture)
      whole.dispose()
    }
    for (const m of [model, reloaded]) m.dispose()
    expect(tf.memory().numTensors).toBe(before)
  },
})
