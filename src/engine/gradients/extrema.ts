import { constantOf, indicator } from '../differentiable.js'
import { hasNativeKernels, runKernel } from '../ops/native.js'
import { tf } from '../tf.js'
import { reductionOf } from '../wasm/kernels/extrema.js'
import { isNestedGradient } from './nested.js'
import { replaceGradient } from './replace.js'

/** Equal extrema share the gradient, as in TensorFlow; TensorFlow.js gives it to each of them in full. */
export function registerExtremaGradients(): void {
  for (const kernelName of ['Max', 'Min']) {
    replaceGradient({
      kernelName,
      inputsToSave: ['x'],
      outputsToSave: [true],
      gradFunc: (dy, [x, y], attrs) => {
        const input = x!
        const given = (attrs.reductionIndices ?? attrs.axis) as number | number[] | null
        const axes = tf.util.parseAxisParam(given ?? input.shape.map((_, axis) => axis), input.shape)
        return { x: () => extremumGrad(input, y!, dy as tf.Tensor, axes) }
      },
    })
  }
}

function extremumGrad(x: tf.Tensor, y: tf.Tensor, dy: tf.Tensor, axes: number[]): tf.Tensor {
  const reduction = reductionOf(x.shape, axes)
  if (reduction && x.dtype === 'float32' && hasNativeKernels() && !isNestedGradient()) {
    return runKernel('KeratinExtremumGrad', { x, y, dy }, reduction)
  }
  const kept = x.shape.map((n, axis) => (axes.includes(axis) ? 1 : n))
  const chosen = constantOf(x, (t) => indicator(tf.equal(t, tf.reshape(y, kept))))
  const share = tf.div(tf.reshape(dy, kept), tf.sum(chosen, axes, true))
  return tf.mul(chosen, share)
}
