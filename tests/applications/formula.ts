import { createHash } from 'node:crypto'
import {
  ConvNeXtTiny,
  DenseNet121,
  EfficientNetB0,
  EfficientNetV2B0,
  MobileNetV2,
  MobileNetV3Large,
  MobileNetV3Small,
  ResNet50,
  Xception,
} from '../../src/applications/index.js'
import { clearSession, type Model, tf } from '../../src/index.js'
import { readGolden } from '../harness/golden.js'

/** Some of the numbers of a tensor, evenly, and the largest of all. */
export interface Sample {
  shape: number[]
  step: number
  values: number[]
  max: number
}

/** A network as Keras has it, and what it gives with weights and images of the formula. */
export interface ApplicationCase {
  id: string
  network: keyof typeof networks
  options: Record<string, unknown>
  range: [number, number]
  input: number[]
  name: string
  layers: number
  layersDigest: string
  layerNames?: string
  weights: number
  weightsDigest: string
  parameters: number
  trainable: number
  output: Sample
}

export interface ApplicationsGolden {
  cases: ApplicationCase[]
  fineTuning: {
    losses: number[]
    trainable: number
    weights: Record<string, Sample>
    frozen: Sample
    predictions: Sample
  }
  preprocessed: Record<'input' | 'caffe' | 'tf' | 'torch' | 'caffeFirst' | 'torchFirst', number[]>
}

export const golden = readGolden<ApplicationsGolden>('applications')

const networks = {
  ConvNeXtTiny,
  DenseNet121,
  EfficientNetB0,
  EfficientNetV2B0,
  MobileNetV2,
  MobileNetV3Large,
  MobileNetV3Small,
  ResNet50,
  Xception,
}

/** The network of a case, with names as in a new session. */
export async function networkOf({ network, options }: ApplicationCase): Promise<Model> {
  clearSession()
  return networks[network](options)
}

/** Numbers from -1 to 1 as `scripts/tools/golden_applications.py` makes them, brought to `a + b · u`. */
export function noise(count: number, stream: number, a: number, b: number): Float32Array {
  const start = Number((BigInt(stream) * 0x9e3779b9n) % 2n ** 32n)
  const values = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    let x = start + i
    x ^= x >>> 16
    x = Math.imul(x, 0x7feb352d)
    x ^= x >>> 15
    x = Math.imul(x, 0x846ca68b)
    x ^= x >>> 16
    values[i] = a + b * ((x >>> 0) / 2 ** 31 - 1)
  }
  return values
}

const sizeOf = (extents: readonly number[]): number => extents.reduce((a, b) => a * b, 1)

/** The weight of that name, likewise. */
function weightValues(name: string, shape: readonly number[], stream: number): Float32Array {
  const make = (a: number, b: number) => noise(sizeOf(shape), stream, a, b)
  if (name === 'count') return new Float32Array(1)
  if (name === 'kernel' || name.endsWith('_kernel')) {
    const depthwise = shape.length === 4 && shape[3] === 1
    return make(0, Math.sqrt(3.2 / sizeOf(depthwise ? shape.slice(0, 2) : shape.slice(0, -1))))
  }
  if (['gamma', 'variance', 'moving_variance'].includes(name)) return make(1, 0.3)
  return name.startsWith('variable') ? make(0.3, 0.1) : make(0, 0.1)
}

/** Gives a model the weights of the formula. */
export function setFormulaWeights(model: Model): void {
  model.weights.forEach((weight, i) => {
    const values = weightValues(weight.path.split('/').at(-1)!, weight.shape, i + 1)
    const tensor = tf.tensor(values, [...weight.shape], weight.dtype as 'float32')
    weight.assign(tensor)
    tensor.dispose()
  })
}

/** Images of the formula, with pixels in that range. */
export function formulaImages(shape: readonly number[], [low, high]: readonly [number, number]): tf.Tensor {
  const half = (high - low) / 2
  return tf.tensor(noise(sizeOf(shape), 0, low + half, half), [...shape])
}

/** The largest difference from a sample, as a share of the largest number there. */
export function differenceFrom(sample: Sample, tensor: tf.Tensor): number {
  const values = tensor.dataSync()
  const worst = sample.values.reduce(
    (most, expected, i) => Math.max(most, Math.abs(values[i * sample.step]! - expected)),
    0,
  )
  return worst / sample.max
}

export const digest = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex')

/** The names of all layers, those of models inside too. */
export const layerNames = (model: Model): string[] =>
  model.layers.flatMap((layer) => [
    layer.name,
    ...('layers' in layer ? layerNames(layer as Model).map((name) => `${layer.name}/${name}`) : []),
  ])
