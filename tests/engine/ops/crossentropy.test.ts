import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  sigmoidCrossentropy,
  softmaxCrossentropy,
  sparseSoftmaxCrossentropy,
  tf,
} from '../../../src/engine/index.js'
import { hasNativeKernels } from '../../../src/engine/ops/native.js'
import { randomNd } from '../operators/reference.js'

const shapes = fc.record({
  rows: fc.integer({ min: 1, max: 40 }),
  classes: fc.integer({ min: 2, max: 70 }),
  scale: fc.constantFrom(1, 30, 200),
  seed: fc.integer(),
})

/** Loss and gradient of one row, in float64. */
function exactRow(logits: number[], target: number[], dy: number) {
  const most = Math.max(...logits)
  const exponentials = logits.map((z) => Math.exp(z - most))
  const total = exponentials.reduce((a, b) => a + b)
  const loss = logits.reduce((sum, z, i) => sum + target[i]! * (Math.log(total) - (z - most)), 0)
  return { loss, gradient: exponentials.map((e, i) => dy * (e / total - target[i]!)) }
}

const tensor = (values: ArrayLike<number>, shape: number[]) => tf.tensor(Float32Array.from(values), shape)
const rowsOf = (values: ArrayLike<number>, n: number) =>
  Array.from({ length: values.length / n }, (_, i) => Array.from(values).slice(i * n, (i + 1) * n))

describe('softmax crossentropy', () => {
  it('has value and gradient of the formula, for targets and for class numbers', () => {
    fc.assert(
      fc.property(shapes, ({ rows, classes, scale, seed }) => {
        const logits = Array.from(randomNd([rows, classes], seed).data, (v) => Math.fround(v * scale))
        const labels = Array.from({ length: rows }, (_, i) => (i * 7 + Math.abs(seed)) % classes)
        const target = labels.flatMap((label) =>
          Array.from({ length: classes }, (_, c) => Number(c === label)),
        )
        const dy = Array.from(randomNd([rows], seed + 1).data, Math.fround)
        const exact = rowsOf(logits, classes).map((z, i) => exactRow(z, rowsOf(target, classes)[i]!, dy[i]!))
        const before = tf.memory().numTensors
        tf.tidy(() => {
          const x = tensor(logits, [rows, classes])
          for (const f of [
            (z: tf.Tensor) => softmaxCrossentropy(tensor(target, [rows, classes]), z),
            (z: tf.Tensor) => sparseSoftmaxCrossentropy(tf.tensor1d(labels, 'int32'), z),
          ]) {
            const losses = Float32Array.from(exact, ({ loss }) => loss)
            expect(f(x)).toBeAllclose(losses, { atol: 1e-5, rtol: 1e-5 })
            expect(tf.grad(f)(x, tensor(dy, [rows]))).toBeAllclose(
              tensor(
                exact.flatMap(({ gradient }) => gradient),
                [rows, classes],
              ).dataSync(),
              { atol: 1e-6 },
            )
          }
        })
        expect(tf.memory().numTensors).toBe(before)
      }),
      { numRuns: 50, seed: 1 },
    )
  })

  it('names a class that there is not', () => {
    if (!hasNativeKernels()) return
    tf.tidy(() => {
      const call = () => sparseSoftmaxCrossentropy(tf.tensor1d([1, 3], 'int32'), tf.zeros([2, 3]))
      expect(call).toThrow('class numbers from 0 to 2. Received: 3')
    })
  })
})

describe('sigmoid crossentropy', () => {
  it('has value and gradient of the formula', () => {
    const logits = [-200, -90, -20, -3, -0.5, 0, 1e-3, 2, 15, 88, 300].flatMap((z) => [z, z])
    const target = logits.map((_, i) => i % 2)
    tf.tidy(() => {
      const t = tensor(target, [logits.length])
      const x = tensor(logits, [logits.length])
      const f = (z: tf.Tensor) => sigmoidCrossentropy(t, z)
      const losses = logits.map(
        (z, i) => Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0) - z * target[i]!,
      )
      expect(f(x)).toBeAllclose(Float32Array.from(losses), { atol: 1e-7, rtol: 1e-6 })
      const gradient = logits.map((z, i) => 2 * (1 / (1 + Math.exp(-z)) - target[i]!))
      expect(tf.grad(f)(x, tf.fill([logits.length], 2))).toBeAllclose(Float32Array.from(gradient), {
        atol: 5e-7,
      })
    })
  })
})
