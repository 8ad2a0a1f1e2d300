import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layerNormalization, tf } from '../../../src/engine/index.js'

const composed = (x: tf.Tensor, axes: number[], gamma: tf.Tensor, beta: tf.Tensor) => {
  const mean = tf.mean(x, axes, true)
  const variance = tf.mean(tf.square(tf.sub(x, mean)), axes, true)
  return tf.add(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-3))), gamma), beta)
}

describe('layerNormalization', () => {
  it('has the values and gradients of what it is composed of, over any axes', () => {
    const cases = fc.record({
      shape: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 }),
      first: fc.nat(),
      seed: fc.nat(1000),
    })
    fc.assert(
      fc.property(cases, ({ shape, first, seed }) => {
        tf.tidy(() => {
          const from = 1 + (first % (shape.length - 1))
          const axes = shape.map((_, i) => i).slice(from)
          const wide = shape.map((d, i) => (i >= from ? d : 1))
          const draw = (s: number[], i: number) => tf.randomNormal(s, 0.3, 1, 'float32', seed + i)
          const given = [draw(shape, 0), draw(wide, 1), draw(wide, 2)] as const
          const r = draw(shape, 3)
          const both = [
            (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) =>
              layerNormalization(x, { axes, epsilon: 1e-3, gamma, beta }),
            (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) => composed(x, axes, gamma, beta),
          ].map((f) =>
            tf.valueAndGrads((...t: tf.Tensor[]) => tf.sum(tf.mul(f(t[0]!, t[1]!, t[2]!), r)) as tf.Scalar)([
              ...given,
            ]),
          )
          const tolerance = { atol: 2e-3, rtol: 1e-3 }
          expect(both[0]!.value).toBeAllclose(both[1]!.value, tolerance)
          both[0]!.grads.forEach((g, i) => {
            expect(g).toBeAllclose(both[1]!.grads[i]!, tolerance)
          })
        })
      }),
      { numRuns: 40 },
    )
  })

  it('divides by the root mean square without centring, and lets the gradient of a gradient through', () => {
    tf.tidy(() => {
      const x = tf.tensor2d([[1, 2, -3, 0.5]])
      const rms = (t: tf.Tensor) => layerNormalization(t, { axes: [1], epsilon: 0, centre: false })
      expect(tf.mean(tf.square(rms(x)))).toBeAllclose(1)
      const slope = (f: (t: tf.Tensor) => tf.Tensor) =>
        tf.grad((t) =>
          tf.sum(tf.square(tf.grad((u) => tf.sum(tf.pow(f(u as tf.Tensor), 3)))(t as tf.Tensor))),
        )(x)
      const plain = (t: tf.Tensor) => tf.div(t, tf.sqrt(tf.mean(tf.square(t), 1, true)))
      expect(slope(rms)).toBeAllclose(slope(plain), { atol: 1e-3, rtol: 1e-3 })
    })
  })
})
