import { tf } from '../tf.js'
import type { NativeActivation } from '../wasm/activation.js'
import { activationGrad } from './activation.js'
import { replaceGradient } from './replace.js'
import { sumToShape } from './sum-to-shape.js'

interface MatMulAttributes {
  transposeA: boolean
  transposeB: boolean
}

/** Gradients of a and b, given that of their product. */
function matMulGradients(
  dy: tf.Tensor,
  a: tf.Tensor,
  b: tf.Tensor,
  { transposeA, transposeB }: MatMulAttributes,
) {
  return {
    a: () =>
      sumToShape(
        transposeA ? tf.matMul(b, dy, transposeB, true) : tf.matMul(dy, b, false, !transposeB),
        a.shape,
      ),
    b: () =>
      sumToShape(
        transposeB ? tf.matMul(dy, a, true, transposeA) : tf.matMul(a, dy, !transposeA, false),
        b.shape,
      ),
  }
}

/** Gradients of products, batches that are broadcast included, each computed only if it is needed. */
export function registerMatMulGradients(): void {
  replaceGradient({
    kernelName: 'BatchMatMul',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b], attrs) =>
      matMulGradients(dy as tf.Tensor, a!, b!, attrs as unknown as MatMulAttributes),
  })
  replaceGradient({
    kernelName: '_FusedMatMul',
    inputsToSave: ['a', 'b'],
    outputsToSave: [true],
    gradFunc: (dy, [a, b, y], attrs) => {
      const given = attrs as unknown as MatMulAttributes & { activation: NativeActivation }
      const dz = activationGrad(given.activation, dy as tf.Tensor, y!)
      const leading = dz.shape.slice(0, -1).map((_, axis) => axis)
      return { ...matMulGradients(dz, a!, b!, given), bias: () => tf.sum(dz, leading) }
    },
  })
}
