/**
 * Operators of the embedded engine beside what the machine can do: GFLOP/s, convolutions counted as direct ones, beside
 * a matrix product that stays in the first-level cache; or GB/s moved. Prints JSON. Run by engines.ts.
 *
 * Usage: node dist/scripts/bench/operators.js
 */

import {
  adamStep,
  batchNorm,
  engineInfo,
  fused,
  gru,
  lstm,
  setEngine,
  simpleRNN,
  tf,
} from '../../src/engine/index.js'
import type { KeratinWasmBackend } from '../../src/engine/wasm/backend.js'
import { median } from './median.js'
import { measurePeak } from './peak.js'

await setEngine('wasm')
const backend = tf.backend() as KeratinWasmBackend

const noise = (shape: number[]) => tf.randomNormal(shape, 0, 0.1, 'float32', 7)

function milliseconds(f: () => tf.TensorContainer): number {
  const times: number[] = []
  const begin = performance.now()
  while (times.length < 5 || performance.now() - begin < 300) {
    const start = performance.now()
    tf.dispose(tf.tidy(f))
    times.push(performance.now() - start)
  }
  return median(times)
}

type Rate = { gflops: number } | { gigabytes: number }
const rates: Record<string, Rate> = {}
const arithmetic = (name: string, operations: number, f: () => tf.TensorContainer) => {
  rates[name] = { gflops: +(operations / milliseconds(f) / 1e6).toFixed(1) }
}
const movement = (name: string, numbers: number, f: () => tf.TensorContainer) => {
  rates[name] = { gigabytes: +((numbers * 4) / milliseconds(f) / 1e6).toFixed(1) }
}

function product(
  name: string,
  [M, N, K]: [number, number, number],
  transposeA = false,
  transposeB = false,
): void {
  const a = noise(transposeA ? [K, M] : [M, K])
  const b = noise(transposeB ? [N, K] : [K, N])
  arithmetic(name, 2 * M * N * K, () => tf.matMul(a, b, transposeA, transposeB))
  tf.dispose([a, b])
}

function convolution(
  name: string,
  images: number,
  size: number,
  taps: number,
  from: number,
  to: number,
): void {
  const [x, filter, bias] = [noise([images, size, size, from]), noise([taps, taps, from, to]), noise([to])]
  const f = (...[input, w, b]: tf.Tensor[]) =>
    fused.conv2d({
      x: input as tf.Tensor4D,
      filter: w as tf.Tensor4D,
      bias: b!,
      strides: 1,
      pad: 'same',
      activation: 'relu',
    })
  const operations = 2 * images * size * size * taps * taps * from * to
  arithmetic(`${name} forward`, operations, () => f(x, filter, bias))
  arithmetic(`${name} forward and backward`, 3 * operations, () => tf.grads(f)([x, filter, bias]))
  tf.dispose([x, filter, bias])
}

const { threads } = backend.pool
const gflops = +measurePeak(backend).toFixed(1)
rates['peak: multiply and add in cache, one thread'] = { gflops }
rates[`the same on ${threads} threads`] = { gflops: gflops * threads }
product('matMul 512', [512, 512, 512])
product('matMul aᵀ b, 6400 x 128 of 64', [6400, 128, 64], true)
product('matMul a bᵀ, 64 x 6400 of 128', [64, 6400, 128], false, true)
convolution('conv 5x5, 64 of 24x24, 32 to 64', 64, 24, 5, 32, 64)
convolution('conv 3x3, 32 of 64x64, 32 to 32', 32, 64, 3, 32, 32)
convolution('conv 3x3, 32 of 128x128, 3 to 32', 32, 128, 3, 3, 32)
convolution('conv 3x3, 32 of 14x14, 128 to 128', 32, 14, 3, 128, 128)

const [B, T, I, U] = [32, 200, 64, 32]
const sequence = noise([B, T, I]) as tf.Tensor3D
for (const [name, gates, run] of [
  ['simpleRNN', 1, simpleRNN],
  ['lstm', 4, lstm],
  ['gru', 3, gru],
] as const) {
  const weights = [noise([I, gates * U]), noise([U, gates * U])]
  const f = (...[k, r]: tf.Tensor[]) => run(sequence, k as tf.Tensor2D, r as tf.Tensor2D, null).output
  const operations = 2 * B * T * gates * U * (I + U)
  arithmetic(`${name} ${U}, T=${T} forward and backward`, 3 * operations, () => tf.grads(f)(weights))
}

const big = noise([32, 64, 64, 32])
movement('relu', 2 * big.size, () => tf.relu(big))
movement('exp', 2 * big.size, () => tf.exp(big))
movement('add', 3 * big.size, () => tf.add(big, big))
movement('sum over pixels', big.size, () => tf.sum(big, [0, 1, 2]))
movement('maxPool 2x2', 1.25 * big.size, () => tf.maxPool(big as tf.Tensor4D, 2, 2, 'valid'))
movement('batchNorm forward', 4 * big.size, () => batchNorm(big, undefined, undefined, 1e-3).y)
const scalars = { alpha: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }
movement('adam', 7 * big.size, () => adamStep(big, big, tf.abs(big), big, scalars))

console.log(JSON.stringify({ threads: engineInfo().threads, rates }))
process.exit(0)
