/**
 * Functions of TensorFlow.js that are made of several operators, so that no kernel and no gradient of theirs can be
 * replaced: with the values and gradients of TensorFlow.
 */
import * as tfjs from '@tensorflow/tfjs-core'

type Input = tfjs.Tensor | tfjs.TensorLike

/**
 * `a / b`, and 0 where b is 0; so is the gradient there, which in TensorFlow.js is NaN.
 *
 * @param a a tensor of numbers
 * @param b a tensor of a shape that can be broadcast with that of a
 * @example tf.divNoNan([1, 2], [0, 4]) // [0, 0.5]
 * @see https://www.tensorflow.org/api_docs/python/tf/math/divide_no_nan
 */
export function divNoNan<T extends tfjs.Tensor = tfjs.Tensor>(a: Input, b: Input): T {
  const operands = tfjs.tidy(() => {
    const [x, y] = [tfjs.cast(a as tfjs.Tensor, 'float32'), tfjs.cast(b as tfjs.Tensor, 'float32')]
    const shape = tfjs.broadcast_util.assertAndGetBroadcastShape(x.shape, y.shape)
    return [x, y].map((t) => (tfjs.util.arraysEqual(t.shape, shape) ? t : tfjs.broadcastTo(t, shape)))
  }) as [tfjs.Tensor, tfjs.Tensor]
  return quotient(...operands) as T
}

const quotient = tfjs.customGrad((a, b, save) => {
  const [x, y] = [a, b] as [tfjs.Tensor, tfjs.Tensor]
  ;(save as tfjs.GradSaveFunc)([x, y])
  const value = tfjs.where(tfjs.equal(y, 0), tfjs.zerosLike(x), tfjs.div(x, y))
  return {
    value,
    gradFunc: (dy: tfjs.Tensor, [p, q]: tfjs.Tensor[]) => [
      divNoNan(dy, q!),
      tfjs.mul(dy, divNoNan(divNoNan(tfjs.neg(p!), q!), q!)),
    ],
  }
})

/**
 * `log(sum(exp(x)))` over axes. Infinities are infinite, where TensorFlow.js gives NaN: over numbers that are all
 * -Infinity it is -Infinity.
 *
 * @param x a tensor of numbers
 * @param axis one axis or several; default all
 * @param keepDims whether reduced axes stay, with size 1. Default false
 * @example tf.logSumExp([0, 0]) // 0.6931
 * @see https://www.tensorflow.org/api_docs/python/tf/math/reduce_logsumexp
 */
export function logSumExp<T extends tfjs.Tensor = tfjs.Tensor>(
  x: Input,
  axis: number | number[] | null = null,
  keepDims = false,
): T {
  return tfjs.tidy(() => {
    const input = tfjs.cast(x as tfjs.Tensor, 'float32')
    const axes = tfjs.util.parseAxisParam(axis ?? input.shape.map((_, i) => i), input.shape)
    const shift = finiteMaximum(input, axes)
    const sum = tfjs.log(tfjs.sum(tfjs.exp(tfjs.sub(input, shift)), axes, true))
    const result = tfjs.add(sum, shift)
    if (keepDims) return result as T
    return tfjs.reshape(
      result,
      input.shape.filter((_, i) => !axes.includes(i)),
    ) as T
  })
}

/** The largest number, or 0 where it is not finite, as a constant. */
const finiteMaximum = (x: tfjs.Tensor, axes: number[]): tfjs.Tensor =>
  tfjs.customGrad((input) => {
    const most = tfjs.max(input as tfjs.Tensor, axes, true)
    return {
      value: tfjs.where(tfjs.isFinite(most), most, tfjs.zerosLike(most)),
      gradFunc: () => tfjs.zerosLike(input as tfjs.Tensor),
    }
  })(x)

// the same as chained operators, which TensorFlow.js has registered for its own functions: x.divNoNan(y)
Object.assign(tfjs.Tensor.prototype, {
  divNoNan(this: tfjs.Tensor, b: Input) {
    return divNoNan(this, b)
  },
  logSumExp(this: tfjs.Tensor, axis?: number | number[] | null, keepDims?: boolean) {
    return logSumExp(this, axis, keepDims)
  },
})
