/** Crossentropies of logits, exact where probabilities would round to 0 or 1. */
import { tf } from '../tf.js'
import { hasNativeKernels, runKernel, runKernels } from './native.js'

const fits = (...tensors: tf.Tensor[]): boolean =>
  hasNativeKernels() && tensors.every((t) => t.dtype === 'float32' && t.size > 0)

/**
 * `-sum(target * log(softmax(logits)))` over the last axis. Its gradient is `softmax(logits) - target`, which, as in
 * TensorFlow, takes the targets to sum to 1. No gradient flows to the targets.
 *
 * @param target the shape of the logits
 * @param logits [..., classes]
 * @returns [...]
 */
export function softmaxCrossentropy(target: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  const native = fits(target, logits) && tf.util.arraysEqual(target.shape, logits.shape)
  if (native) return byKernel('KeratinSoftmaxCrossentropy', { target }, logits)
  return tf.customGrad((x, save) => {
    const input = x as tf.Tensor
    const shifted = tf.sub(input, tf.max(input, -1, true))
    const exponentials = tf.exp(shifted)
    const total = tf.sum(exponentials, -1, true)
    ;(save as tf.GradSaveFunc)([exponentials, total, target])
    return {
      value: tf.sum(tf.mul(target, tf.sub(tf.log(total), shifted)), -1),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [e, sum, t] = saved as [tf.Tensor, tf.Tensor, tf.Tensor]
        return tf.mul(tf.expandDims(dy, -1), tf.sub(tf.div(e, sum), t))
      },
    }
  })(logits)
}

/**
 * The same for targets that are class numbers.
 *
 * @param labels int32 [...], from 0 to classes - 1
 * @param logits [..., classes]
 * @returns [...]
 * @throws KeratinError `ARGUMENT` for a label that is no class, on the wasm engine
 */
export function sparseSoftmaxCrossentropy(labels: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  const native = fits(logits) && labels.dtype === 'int32'
  if (native) return byKernel('KeratinSoftmaxCrossentropy', { labels }, logits)
  const target = tf.cast(tf.oneHot(tf.cast(labels, 'int32'), logits.shape.at(-1)!), 'float32')
  return softmaxCrossentropy(target, logits)
}

/**
 * `-target * log(sigmoid(logits)) - (1 - target) * log(1 - sigmoid(logits))`. No gradient flows to the targets.
 *
 * @param target, logits of one shape
 * @returns the same shape
 */
export function sigmoidCrossentropy(target: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  const native = fits(target, logits) && tf.util.arraysEqual(target.shape, logits.shape)
  if (native) return byKernel('KeratinSigmoidCrossentropy', { target }, logits)
  return tf.customGrad((x, save) => {
    const input = x as tf.Tensor
    ;(save as tf.GradSaveFunc)([input, target])
    const tail = tf.log1p(tf.exp(tf.neg(tf.abs(input))))
    return {
      value: tf.add(tf.sub(tf.relu(input), tf.mul(input, target)), tail),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, tf.sub(tf.sigmoid(saved[0]!), saved[1]!)),
    }
  })(logits)
}

/** A kernel that computes losses, and their derivatives on the way. */
function byKernel(name: string, targets: Record<string, tf.Tensor>, logits: tf.Tensor): tf.Tensor {
  return tf.customGrad((x, save) => {
    const [losses, derivative] = runKernels(name, { logits: x as tf.Tensor, ...targets }) as [
      tf.Tensor,
      tf.Tensor,
    ]
    ;(save as tf.GradSaveFunc)([derivative])
    return {
      value: losses,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const d = saved[0]!
        return dy.rank === d.rank ? tf.mul(dy, d) : runKernel('KeratinScaleRows', { x: d, factors: dy })
      },
    }
  })(logits)
}
