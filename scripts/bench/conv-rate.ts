/**
 * How fast the embedded engine trains, as a ratio that does not depend on the machine: arithmetic of an MNIST CNN
 * training step (its convolutions counted as direct ones, and dense products, forward and both gradients) per second, over that of the
 * forward convolution that ships with TensorFlow.js' WASM backend. Both are measured in turn, in this process.
 *
 * Usage: node dist/scripts/bench/conv-rate.js [rounds]
 */
import { median } from './median.js'
import '@tensorflow/tfjs-backend-wasm'
import * as tfjs from '@tensorflow/tfjs-core'

// taken before the engine puts its own in their place
const shippedConv2d = tfjs.getKernel('Conv2D', 'wasm').kernelFunc
const { adamStep, engineInfo, fused, setEngine, tf } = await import('../../src/engine/index.js')
await setEngine('wasm')

const rounds = Number(process.argv[2] ?? 15)
const batch = 64

const milliseconds = (f: () => void) => {
  const start = performance.now()
  f()
  return performance.now() - start
}

const noise = (shape: number[], scale: number) => tf.randomNormal(shape, 0, scale, 'float32', 7)
const shapes = [[5, 5, 1, 32], [32], [5, 5, 32, 64], [64], [6400, 128], [128], [128, 10], [10]]
let weights: tfjs.Tensor[] = shapes.map((shape) =>
  noise(shape, Math.sqrt(2 / (tf.util.sizeFromShape(shape) / shape.at(-1)! + 1))),
)
let m = weights.map((w) => tf.zerosLike(w))
let v = weights.map((w) => tf.zerosLike(w))
const images = tf.randomUniform([batch, 28, 28, 1], 0, 1, 'float32', 3)
const labels = tf.oneHot(tf.range(0, batch, 1, 'int32').mod(tf.scalar(10, 'int32')), 10).toFloat()

function loss(...w: tfjs.Tensor[]): tfjs.Scalar {
  const relu = 'relu' as const
  const conv = (x: tfjs.Tensor, filter: tfjs.Tensor, bias: tfjs.Tensor, maxPool = false) =>
    fused.conv2d({
      x: x as tfjs.Tensor4D,
      filter: filter as tfjs.Tensor4D,
      bias,
      strides: 1,
      pad: 'valid',
      activation: relu,
      maxPool,
    })
  const first = conv(images, w[0]!, w[1]!)
  const pooled = tf.reshape(conv(first, w[2]!, w[3]!, true), [batch, 6400])
  const hidden = fused.matMul({ a: pooled, b: w[4]!, bias: w[5]!, activation: relu })
  const logits = fused.matMul({ a: hidden, b: w[6]!, bias: w[7]! })
  return tf.losses.softmaxCrossEntropy(labels, logits)
}

let step = 0
function trainStep(): void {
  step++
  const alpha = (0.001 * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step)
  const next = tf.tidy(() => {
    const gradients = tf.grads(loss)(weights)
    return gradients.map((g, i) =>
      adamStep(weights[i]!, m[i]!, v[i]!, g, { alpha, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }),
    )
  })
  tf.dispose([weights, m, v])
  weights = next.map((n) => n.param)
  m = next.map((n) => n.m)
  v = next.map((n) => n.v)
  weights[0]!.dataSync()
}

const x = tf.randomNormal([64, 24, 24, 32])
const filter = tf.randomNormal([5, 5, 32, 64])
function shippedForward(): void {
  const attrs = { strides: 1, pad: 'valid', dataFormat: 'NHWC', dilations: 1 } as unknown as tfjs.NamedAttrMap
  const y = shippedConv2d({ inputs: { x, filter }, attrs, backend: tf.backend() }) as tfjs.TensorInfo
  ;(tf.backend() as tfjs.KernelBackend).disposeData(y.dataId)
}

const conv1 = 2 * batch * 24 * 24 * 32 * 25
const conv2 = 2 * batch * 20 * 20 * 64 * 25 * 32
const dense = 2 * batch * (6400 * 128 + 128 * 10)
// the gradient of the images is not needed
const stepFlops = 2 * conv1 + 3 * conv2 + 3 * dense

for (let i = 0; i < 3; i++) {
  trainStep()
  shippedForward()
}
const times = { train: [] as number[], shipped: [] as number[] }
for (let i = 0; i < rounds; i++) {
  times.train.push(milliseconds(trainStep))
  times.shipped.push(milliseconds(shippedForward))
}
// pairs of neighbouring measurements, so that other load on the machine cancels out
const trainRate = stepFlops / median(times.train) / 1e6
const shippedRate = conv2 / median(times.shipped) / 1e6
const ratios = times.train.map((train, i) => stepFlops / train / (conv2 / times.shipped[i]!))
console.log(
  JSON.stringify({
    threads: engineInfo().threads,
    trainStepMs: +median(times.train).toFixed(1),
    trainSamplesPerSecond: Math.round((batch * 1000) / median(times.train)),
    trainGflops: +trainRate.toFixed(1),
    shippedForwardGflops: +shippedRate.toFixed(1),
    ratio: +median(ratios).toFixed(3),
  }),
)
