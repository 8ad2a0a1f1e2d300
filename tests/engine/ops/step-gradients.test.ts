import { tf } from 'keratin'
import { describe, expect, it } from 'vitest'

const x = () => tf.tensor1d([-2, -1, 1, 3])
const gradient = (f: (x: tf.Tensor) => tf.Tensor) =>
  tf.tidy(() =>
    Array.from(
      tf
        .grad((t) => tf.sum(f(t)))(x())
        .dataSync(),
    ),
  )

describe('nothing flows back through steps', () => {
  const conditions: [name: string, test: (x: tf.Tensor) => tf.Tensor][] = [
    ['less', (t) => tf.less(t, 0)],
    ['lessEqual', (t) => tf.lessEqual(t, -1)],
    ['greater', (t) => tf.logicalNot(tf.greater(t, -1))],
    ['greaterEqual', (t) => tf.logicalNot(tf.greaterEqual(t, 0))],
    ['equal', (t) => tf.logicalOr(tf.equal(t, -1), tf.equal(t, -2))],
    ['notEqual', (t) => tf.logicalAnd(tf.notEqual(t, 1), tf.notEqual(t, 3))],
    ['isFinite', (t) => tf.isFinite(tf.log(tf.neg(t)))],
  ]
  it.each(conditions)('of a condition: %s', (_, test) => {
    // tf.where(x < 0, x * x, 3 * x): 2x or 3
    expect(gradient((t) => tf.where(test(t), tf.mul(t, t), tf.mul(t, 3)))).toEqual([-4, -2, 3, 3])
  })

  it('of comparisons that are counted', () => {
    expect(gradient((t) => tf.mul(tf.cast(tf.greater(t, 0), 'float32'), t))).toEqual([0, 0, 1, 1])
    expect(gradient((t) => tf.cast(tf.any(tf.greater(t, 0)), 'float32'))).toEqual([0, 0, 0, 0])
  })

  it('of the place of the largest', () => {
    expect(gradient((t) => tf.mul(tf.cast(tf.argMax(t), 'float32'), tf.sum(t)))).toEqual([3, 3, 3, 3])
    expect(gradient((t) => tf.gather(t, tf.reshape(tf.argMax(t), [1])))).toEqual([0, 0, 0, 1])
  })

  it('of a division that is rounded, as in TensorFlow', () => {
    expect(gradient((t) => tf.mul(tf.floorDiv(t, tf.scalar(2)), t))).toEqual([-1, -1, 0, 1])
  })
})
