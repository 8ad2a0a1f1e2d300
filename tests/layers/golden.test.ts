import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { ForwardPass } from '../../src/graph/forward-pass.js'
import { type Layer, layerFrom, layerRegistry, type Masks, type Tensors } from '../../src/layers/index.js'
import { type GoldenTensor, goldenFolder, goldenSuite, toTensor } from '../harness/golden.js'
import { checkSymbolic, type KerasSpecs } from './symbolic-call.js'

interface LayerCase {
  id: string
  class_name: string
  config: Record<string, unknown>
  keras_config: Record<string, unknown>
  tensors: Record<string, GoldenTensor>
  call: { args: unknown[]; kwargs?: Record<string, unknown> }
  weights: (GoldenTensor & { name: string; path: string; trainable: boolean })[]
  outputs: GoldenTensor[]
  output_masks?: (GoldenTensor | null)[]
  losses?: (GoldenTensor | number)[]
  R: (GoldenTensor | null)[]
  grads?: Gradients
  training?: { outputs: GoldenTensor[]; grads: Gradients; weights_after: GoldenTensor[] }
  training_statistics?: Statistics
  adapt_data?: GoldenTensor
  second_call_outputs?: GoldenTensor[]
}

/** What random layers make of zeros or ones in training: of Dropout, or of noise. */
type Statistics =
  | {
      zero_fraction: number
      kept_value: number
      mean: number
      suggested_tolerance_zero_fraction: number
    }
  | { input: string; mean: number; std: number; suggested_tolerance?: number }

interface Gradients {
  inputs: Record<string, GoldenTensor | null>
  weights: (GoldenTensor & { path: string })[]
}

const gradientTolerance = { atol: 1e-4, rtol: 1e-4 }

/** Class names of the layer and of the layers in its configuration. */
function classesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(classesIn)
  if (value === null || typeof value !== 'object') return []
  const { class_name, module } = value as { class_name?: string; module?: string }
  const isLayer = class_name && (!module || module === 'keras.layers')
  return [...(isLayer ? [class_name] : []), ...Object.values(value).flatMap(classesIn)]
}

const structural = (c: LayerCase) => {
  const inner = ['layer', 'cell', 'cells', 'backward_layer'].map((key) => c.config[key])
  return [c.class_name, ...classesIn(inner)]
}

function makeLayer(c: LayerCase): Layer {
  return layerFrom(c.class_name, { ...c.config })
}

/** Puts the tensors in the places of their names. */
function fill(value: unknown, tensors: Record<string, tf.Tensor>): unknown {
  if (typeof value === 'string') return tensors[value]
  if (Array.isArray(value)) return value.map((v) => fill(v, tensors))
  if (value && typeof value === 'object' && 'literal' in value) return value.literal
  return value
}

function callArguments(c: LayerCase, layer: Layer, tensors: Record<string, tf.Tensor>) {
  const [inputs, ...rest] = c.call.args.map((a) => fill(a, tensors))
  const names = (layer.constructor as typeof Layer).callArguments
  const kwargs: Record<string, unknown> = Object.fromEntries(rest.map((v, i) => [names[i]!, v]))
  for (const [k, v] of Object.entries(c.call.kwargs ?? {})) kwargs[k] = fill(v, tensors)
  const { mask = null, training: _, ...others } = kwargs
  return { inputs: inputs as Tensors, mask: mask as Masks, kwargs: others }
}

const setUp = (c: LayerCase): { layer: Layer; tensors: Record<string, tf.Tensor> } => {
  const layer = makeLayer(c)
  const tensors = Object.fromEntries(Object.entries(c.tensors).map(([k, t]) => [k, toTensor(t)]))
  const { inputs, kwargs } = callArguments(c, layer, tensors)
  layer.ensureBuilt(Array.isArray(inputs) ? inputs.map((t) => t.shape) : inputs.shape, kwargs)
  if (c.adapt_data) adapt(layer, c)
  else layer.setWeights(c.weights.map((w) => toTensor(w)))
  return { layer, tensors }
}

type Adaptable = Layer & { adapt(data: tf.Tensor): void }

/** The weights come from data: those that the file lists must be found. */
function adapt(layer: Layer, c: LayerCase): void {
  ;(layer as Adaptable).adapt(toTensor(c.adapt_data!))
  c.weights.forEach((expected, i) => {
    expect(layer.weights[i]!.read(), `${expected.path} after adapt`).toBeAllclose(expected)
  })
}

function forward(c: LayerCase, training: boolean) {
  const { layer, tensors } = setUp(c)
  const { inputs, mask, kwargs } = callArguments(c, layer, tensors)
  const pass = new ForwardPass(training)
  const result = layer.run(inputs, pass, mask, kwargs)
  return { layer, tensors, pass, outputs: [result.output].flat() as tf.Tensor[], masks: [result.mask].flat() }
}

function checkGradients(c: LayerCase, training: boolean, expected: Gradients): void {
  const { layer, tensors } = setUp(c)
  const names = Object.keys(expected.inputs).filter((n) => expected.inputs[n] !== null)
  const variables = layer.trainableWeights
  const f = () => {
    const { inputs, mask, kwargs } = callArguments(c, layer, tensors)
    const { output } = layer.run(inputs, new ForwardPass(training), mask, kwargs)
    const terms = ([output].flat() as tf.Tensor[]).flatMap((y, i) =>
      c.R[i] ? [tf.sum(tf.mul(y, toTensor(c.R[i])))] : [],
    )
    return terms.reduce((a, b) => tf.add(a, b)) as tf.Scalar
  }
  const xs = [...names.map((n) => tensors[n]!), ...variables.map((v) => v.read())]
  if (xs.length === 0) return
  const { grads } = tf.engine().gradients(f, xs as tf.Tensor[], undefined, true)
  names.forEach((n, i) => {
    expect(grads[i] ?? tf.zerosLike(tensors[n]!), `gradient of input ${n}`).toBeAllclose(
      expected.inputs[n]!,
      gradientTolerance,
    )
  })
  expect(variables.length).toBe(expected.weights.length)
  variables.forEach((v, i) => {
    const gradient = grads[names.length + i] ?? tf.zerosLike(v.read())
    expect(gradient, `gradient of ${expected.weights[i]!.path}`).toBeAllclose(
      expected.weights[i]!,
      gradientTolerance,
    )
  })
}

function checkConfig(c: LayerCase, layer: Layer): void {
  const withoutName = (config: Record<string, unknown>) => {
    const { name: _, seed: __, ...rest } = config
    return JSON.parse(JSON.stringify(rest)) as Record<string, unknown>
  }
  const clean = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(clean)
    if (value === null || typeof value !== 'object') return value
    const { shared_object_id: _, ...rest } = value as Record<string, unknown>
    return Object.fromEntries(
      Object.entries(rest).map(([k, v]) => [
        k,
        k === 'name' && typeof v === 'string' && !rest.module ? '' : clean(v),
      ]),
    )
  }
  expect(clean(withoutName(layer.getConfig())), 'configuration').toEqual(clean(withoutName(c.keras_config)))
}

/** What Keras gives for other dtypes and unknown sizes, by the id of the case; of the project's own files alone. */
const kerasSpecs = new Map(
  Object.values(JSON.parse(readFileSync(new URL('../golden/dtypes.json', import.meta.url), 'utf8')))
    .filter((list) => Array.isArray(list))
    .flat()
    .map((entry) => [(entry as KerasSpecs).id, entry as KerasSpecs]),
)

function checkSpecs(c: LayerCase): void {
  const prepare = (tensors: Record<string, tf.Tensor>) => {
    const layer = makeLayer(c)
    const { inputs, mask, kwargs } = callArguments(c, layer, tensors)
    layer.ensureBuilt(Array.isArray(inputs) ? inputs.map((t) => t.shape) : inputs.shape, kwargs)
    if (c.adapt_data) (layer as Adaptable).adapt(toTensor(c.adapt_data))
    else layer.setWeights(c.weights.map((w) => toTensor(w)))
    return { layer, inputs, mask, kwargs }
  }
  const channelsFirst = c.config.data_format === 'channels_first'
  checkSymbolic({ tensors: c.tensors, channelsFirst, prepare, keras: kerasSpecs.get(c.id) })
}

const calledDirectly = new Set<string>()

/** `layer.call(x)`, with nothing else said, gives what `layer(x)` does: one case of each class. */
function checkDirectCall(c: LayerCase): void {
  const { layer, tensors } = setUp(c)
  const { inputs, mask, kwargs } = callArguments(c, layer, tensors)
  if (mask !== null || Object.keys(kwargs).length > 0 || calledDirectly.has(c.class_name)) return
  calledDirectly.add(c.class_name)
  const outputs = [(layer as unknown as { call(x: Tensors): Tensors }).call(inputs)].flat() as tf.Tensor[]
  c.outputs.forEach((expected, i) => {
    expect(outputs[i]!, `output ${i} of a direct call`).toBeAllclose(expected)
  })
}

function check(c: LayerCase): void {
  tf.tidy(() => {
    checkDirectCall(c)
    const { layer, outputs, masks, pass } = forward(c, false)
    expect(outputs.length).toBe(c.outputs.length)
    c.outputs.forEach((expected, i) => {
      expect(outputs[i]!, `output ${i}`).toBeAllclose(expected)
    })
    c.output_masks?.forEach((expected, i) => {
      if (expected) expect(masks[i], `mask of output ${i}`).toBeAllclose(expected)
      else expect(masks[i] ?? null, `mask of output ${i}`).toBeNull()
    })
    if (c.losses) {
      const penalties = [
        ...pass.losses,
        ...layer.trainableWeights.filter((v) => v.regularizer).map((v) => v.regularizer!(v.read())),
      ].map((t) => t.dataSync()[0]!)
      const expected = c.losses.map((l) => (typeof l === 'number' ? l : Number(l.data[0])))
      expect(penalties.sort(), 'losses').toBeAllclose(expected.sort(), gradientTolerance)
    }
    const { shapes, kwargs } = symbolicCall(c, layer)
    const symbolic = [layer.computeOutputShape(shapes, kwargs)].flat(2)
    expect(symbolic, 'computeOutputShape').toEqual(outputs.flatMap((y) => y.shape))
    if (c.second_call_outputs) {
      pass.commit()
      const { inputs, mask, kwargs } = callArguments(
        c,
        layer,
        Object.fromEntries(Object.entries(c.tensors).map(([k, t]) => [k, toTensor(t)])),
      )
      const again = [layer.run(inputs, new ForwardPass(false), mask, kwargs).output].flat() as tf.Tensor[]
      c.second_call_outputs.forEach((expected, i) => {
        expect(again[i]!, `output ${i} of the second call`).toBeAllclose(expected)
      })
    }
    pass.discard()
    if (c.grads) checkGradients(c, false, c.grads)
    if (c.training) checkTraining(c, c.training)
    if (c.training_statistics) checkStatistics(c, c.training_statistics)
    checkConfig(c, layer)
    checkSpecs(c)
  })
}

function symbolicCall(c: LayerCase, layer: Layer) {
  const tensors = Object.fromEntries(Object.entries(c.tensors).map(([k, t]) => [k, toTensor(t)]))
  const { inputs, kwargs } = callArguments(c, layer, tensors)
  return { shapes: Array.isArray(inputs) ? inputs.map((t) => t.shape) : inputs.shape, kwargs }
}

function checkTraining(c: LayerCase, expected: NonNullable<LayerCase['training']>): void {
  const { layer, outputs, pass } = forward(c, true)
  expected.outputs.forEach((y, i) => {
    expect(outputs[i]!, `output ${i} in training`).toBeAllclose(y)
  })
  pass.commit()
  layer.weights.forEach((v, i) => {
    expect(v.read(), `${v.path} after a training call`).toBeAllclose(expected.weights_after[i]!)
  })
  checkGradients(c, true, expected.grads)
}

function checkStatistics(c: LayerCase, expected: Statistics): void {
  const zeros = 'input' in expected && expected.input.startsWith('zeros')
  const x = zeros ? tf.zeros([200, 500]) : tf.ones([200, 500])
  const y = makeLayer(c).run(x, new ForwardPass(true)).output as tf.Tensor
  const values = y.dataSync()
  if ('std' in expected) {
    const { mean, variance } = tf.moments(y)
    const tolerance = expected.suggested_tolerance ?? 0.01
    expect(Math.abs(mean.dataSync()[0]! - expected.mean)).toBeLessThan(tolerance)
    expect(Math.abs(Math.sqrt(variance.dataSync()[0]!) - expected.std)).toBeLessThan(tolerance)
    return
  }
  const dropped = values.filter((v) => v === 0).length / values.length
  expect(Math.abs(dropped - expected.zero_fraction)).toBeLessThan(
    2 * expected.suggested_tolerance_zero_fraction,
  )
  const kept = values.find((v) => v !== 0)!
  expect(kept).toBeCloseTo(expected.kept_value, 5)
}

let before: number
beforeAll(() => {
  before = tf.memory().numBytes
})
afterAll(() => {
  // the weights of the layers made here stay; nothing else may
  expect(tf.memory().numBytes - before).toBeLessThan(2_000_000)
})

// further cases of our own are not in every folder of golden files: masks of attention, more axes and modes
const further = ['layers_spatial', 'layers-more', 'layers-cells']
for (const file of [
  'layers',
  ...further.filter((name) => existsSync(resolve(goldenFolder(), `${name}.json`))),
]) {
  goldenSuite<LayerCase>(file, {
    needs: structural,
    has: (name) => layerRegistry.find(name) !== undefined,
    run: check,
  })
}
