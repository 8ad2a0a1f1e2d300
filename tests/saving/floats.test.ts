import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { constraints } from '../../src/constraints/index.js'
import { Input, Model, modelFromJSON, Sequential, tf } from '../../src/index.js'
import { initializers } from '../../src/initializers/index.js'
import { layerRegistry } from '../../src/layers/index.js'
import { catalogue } from '../../src/ops/catalogue.js'
import { regularizers } from '../../src/regularizers/index.js'
import { kerasJson } from '../../src/saving/keras/keras-json.js'
import { parseWithFloats } from '../../src/saving/keras/whole-floats.js'
import { modelToJSON } from '../../src/saving/model-json.js'
import {
  configOf,
  floatSettingsOf,
  isFloatIn,
  WholeFloat,
  withPlainNumbers,
} from '../../src/support/python-floats.js'
import type { Config, Configurable, Registry } from '../../src/support/registry.js'
import { losses } from '../../src/training/losses/index.js'
import { metrics } from '../../src/training/metrics/index.js'
import { optimizers } from '../../src/training/optimizers/index.js'
import { schedules } from '../../src/training/schedules/index.js'
import { goldenFolder, readGolden } from '../harness/golden.js'

interface Case {
  kind?: string
  class_name: string
  keras_config?: Config
}

const registries: Record<string, Registry<Configurable>> = {
  layers: layerRegistry as unknown as Registry<Configurable>,
  losses: losses as unknown as Registry<Configurable>,
  metrics: metrics as unknown as Registry<Configurable>,
  optimizers: optimizers as unknown as Registry<Configurable>,
  schedules: schedules as unknown as Registry<Configurable>,
  initializers: initializers as unknown as Registry<Configurable>,
  regularizers: regularizers as unknown as Registry<Configurable>,
  constraints: constraints as unknown as Registry<Configurable>,
}

const texts = new Map<string, Record<string, Case[]>>()

function read(file: string): Record<string, Case[]> {
  const known = texts.get(file)
  if (known) return known
  const path = resolve(goldenFolder(), `${file}.json`)
  const parsed = parseWithFloats(readFileSync(path, 'utf8')) as Record<string, Case[]>
  texts.set(file, parsed)
  return parsed
}

/** What Keras wrote of objects of a kind, with its floats. */
function written(kind: string): Case[] {
  const found = {
    layers: () =>
      ['layers', 'layers-more', 'layers_spatial', 'layers-cells'].flatMap((file) => read(file).cases!),
    losses: () => read('losses').cases!,
    metrics: () => ['metrics', 'metrics-more'].flatMap((file) => read(file).cases!),
    optimizers: () => read('optimizers').cases!,
    schedules: () => read('optimizers').schedules!,
    initializers: () =>
      Object.entries(read('initializers').default_configs!).map(([class_name, keras_config]) => ({
        class_name,
        keras_config: keras_config as unknown as Config,
      })),
    regularizers: () => read('regularizers_constraints').cases!.filter((c) => c.kind === 'regularizer'),
    constraints: () => read('regularizers_constraints').cases!.filter((c) => c.kind === 'constraint'),
  }[kind]!
  return found().filter((c) => c.keras_config && registries[kind]!.find(c.class_name))
}

/** The whole numbers of two values at the same places, where both have one. */
function* numbers(a: unknown, b: unknown, place: string): Generator<[string, unknown, unknown]> {
  if (a instanceof WholeFloat || typeof a === 'number') {
    if (Number.isInteger(Number(a)) && (b instanceof WholeFloat || typeof b === 'number')) yield [place, a, b]
    return
  }
  if (a === null || typeof a !== 'object' || b === null || typeof b !== 'object') return
  for (const [key, value] of Object.entries(a))
    yield* numbers(value, (b as Config)[key], place === '' ? key : `${place}.${key}`)
}

describe.each(Object.keys(registries))('%s', (kind) => {
  const registry = registries[kind]!
  const { [kind]: defaults } =
    readGolden<Record<string, Record<string, { floats: string[]; ints: string[] }>>>('settings')

  it('write as floats what Keras wrote as floats, and integers as integers', () => {
    const all = written(kind)
    const wrong = all.flatMap(({ class_name, keras_config }) => {
      const config = withPlainNumbers(keras_config) as Config
      const object = registry.get({ class_name, config: { ...config, build_config: undefined } } as never)
      const now = parseWithFloats(kerasJson(configOf(object)))
      return [...numbers(keras_config, now, '')].flatMap(([place, before, after]) => {
        // a program may have given an integer where a float is meant
        const isMeant = after instanceof WholeFloat && isFloatIn(configOf(object), place.split('.')[0]!)
        if (before instanceof WholeFloat === after instanceof WholeFloat || isMeant) return []
        return [`${class_name}.${place}: ${before instanceof WholeFloat ? 'float' : 'integer'}`]
      })
    })
    expect(all.length).toBeGreaterThan(5)
    expect([...new Set(wrong)]).toEqual([])
  })

  it.each(Object.keys(defaults!).filter((name) => registry.find(name)))('%s knows its defaults', (name) => {
    const told = floatSettingsOf(registry.find(name)!)
    const cases = written(kind).filter((c) => c.class_name === name)
    const isLeftOut = (setting: string) => cases.length > 0 && !(setting in cases[0]!.keras_config!)
    // as 3.0 for the integer 2
    const isFloatSomewhere = (setting: string) => cases.some((c) => isFloat(c.keras_config![setting]))
    const { floats, ints } = defaults![name]!
    expect(floats.filter((setting) => !told.has(setting) && !isLeftOut(setting))).toEqual([])
    expect(ints.filter((setting) => told.has(setting) && !isFloatSomewhere(setting))).toEqual([])
  })
})

const isFloat = (value: unknown): boolean =>
  value instanceof WholeFloat || (typeof value === 'number' && !Number.isInteger(value))

describe('operations', () => {
  const { ops } = readGolden<{ ops: Record<string, { floats: string[]; ints: string[] }> }>('settings')

  it.each(Object.keys(ops).filter((name) => Object.hasOwn(catalogue, name)))(
    '%s knows its defaults',
    (name) => {
      const { floatSettings } = catalogue[name] as unknown as { floatSettings: readonly string[] }
      const { floats, ints } = ops[name]!
      const fractions = ['epsilon', 'rtol', 'atol']
      expect(
        floats.filter((setting) => !floatSettings.includes(setting) && !fractions.includes(setting)),
      ).toEqual([])
      expect(ints.filter((setting) => floatSettings.includes(setting))).toEqual([])
    },
  )

  const shared = { name: 'times', trainable: true }
  const tensor = { class_name: '__keras_tensor__', config: { keras_history: ['x', 0, 0] } }
  /** A model as Keras writes it, of one operation on integers. */
  const json = (className: string, args: string, config = '') => `{
    "module": "keras.src.models.functional", "class_name": "Functional", "registered_name": "Functional",
    "config": {"name": "m", "trainable": true, "layers": [
      {"module": "keras.layers", "class_name": "InputLayer", "registered_name": null, "name": "x", "inbound_nodes": [],
       "config": {"batch_shape": [null, 2], "dtype": "int32", "name": "x"}},
      {"module": "keras.src.ops.numpy", "class_name": "${className}", "registered_name": "${className}",
       "config": {"name": "${shared.name}"${config}}, "name": "${shared.name}",
       "inbound_nodes": [{"args": [${JSON.stringify(tensor)}${args}], "kwargs": {}}]}],
    "input_layers": ["x", 0, 0], "output_layers": ["${shared.name}", 0, 0]}}`

  // the dtypes and values are those of Keras 3.15.1
  it.each([
    ['Multiply', ', 2.0', 'float32', [6, -8]],
    ['Multiply', ', 2', 'int32', [6, -8]],
    ['Add', ', 1.0', 'float32', [4, -3]],
    ['Add', ', 1e0', 'float32', [4, -3]],
    ['Add', ', 1', 'int32', [4, -3]],
    ['Maximum', ', 0.0', 'float32', [3, 0]],
    ['Maximum', ', 0', 'int32', [3, 0]],
    ['Equal', ', 3.0', 'bool', [1, 0]],
    ['Power', ', 2.0', 'float32', [9, 16]],
  ] as const)('%s(x%s) of integers is of %s', (className, args, dtype, values) => {
    const model = modelFromJSON(json(className, args))
    expect(model.outputs[0]!.dtype).toBe(dtype)
    const y = model(tf.tensor([[3, -4]], undefined, 'int32')) as tf.Tensor
    expect(y.dtype).toBe(dtype)
    expect([...y.dataSync()]).toEqual(values)
    const again = modelToJSON(model)
    const constant = args.replace('1e0', '1.0')
    expect(again.replace(/\s+/g, ' ')).toContain(`}}${constant}]`)
    expect(modelFromJSON(again).outputs[0]!.dtype).toBe(dtype)
    y.dispose()
    model.dispose()
  })

  it('keeps the floats of settings', () => {
    const text = json('Clip', '', ', "x_min": 0.0, "x_max": 6')
    expect(modelToJSON(modelFromJSON(text))).toContain('"x_min": 0.0, "x_max": 6}')
  })

  it('passes over texts', () => {
    expect(parseWithFloats('{"a": "2.0 \\" 3.0", "b": [2.0, 2, 2.5, -1e2, 1e-2]}')).toEqual({
      a: '2.0 " 3.0',
      b: [new WholeFloat(2), 2, 2.5, new WholeFloat(-100), 0.01],
    })
  })
})

it('weights of losses are floats, as Keras wants them', () => {
  const x = Input({ shape: [1] })
  const model = new Model({ inputs: x, outputs: [x, x] })
  model.compile({ loss: ['mse', 'mae'], lossWeights: [1, 2] })
  expect(modelToJSON(model)).toContain('"loss_weights": [1.0, 2.0]')
  model.dispose()
})

it('a class of a program has the floats of the class that it extends, and its own', async () => {
  const { Dropout, registerLayer } = await import('../../src/index.js')
  class Twice extends Dropout {
    static override readonly floatSettings = ['strength']
    override getConfig() {
      return { ...super.getConfig(), strength: 3 }
    }
  }
  registerLayer(Twice)
  const model = new Sequential([Input({ shape: [2] }), new Twice({ rate: 0 })])
  expect(modelToJSON(model)).toMatch(/"rate": 0\.0, .*"strength": 3\.0/)
  model.dispose()
})
