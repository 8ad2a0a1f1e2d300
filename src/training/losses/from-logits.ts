/** Crossentropies of logits, exact where probabilities would round to 0 or 1. */
import { tf } from '../../engine/index.js'

/**
 * `-sum(target * log(softmax(logits)))` over the last axis. Its gradient is `softmax(logits) - target`, which, as in
 * TensorFlow, takes the targets to sum to 1. No gradient flows to the targets.
 */
export function softmaxCrossentropy(target: tf.Tensor, logits: tf.Tensor): tf.Tensor {
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

/** `-target * log(sigmoid(logits)) - (1 - target) * log(1 - sigmoid(logits))`. No gradient flows to the targets. */
export function sigmoidCrossentropy(target: tf.Tensor, logits: tf.Tensor): tf.Tensor {
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
