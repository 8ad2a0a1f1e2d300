import { recordsNestedGradient } from '../gradients/nested.js'
import { tf } from '../tf.js'
import { hasNativeKernels, runKernel, runKernels } from './native.js'

/** Whether these operators take such a tensor: elsewhere they are composed of those of TensorFlow.js. */
export const normalizesChannels = (x: tf.Tensor): boolean =>
  hasNativeKernels() && x.dtype === 'float32' && x.size > 0 && !recordsNestedGradient()

/**
 * Normalizes each channel over the batch: `gamma (x - mean) / sqrt(variance + epsilon) + beta`, with mean and (biased)
 * variance over all axes but the last. Differentiable in x, gamma and beta. Only where `normalizesChannels` says so.
 *
 * @param x [..., channels]
 * @param gamma, beta [channels]; without them 1 and 0
 * @returns y, of the shape of x; mean and variance [channels], as constants
 */
export function batchNorm(
  x: tf.Tensor,
  gamma: tf.Tensor | undefined,
  beta: tf.Tensor | undefined,
  epsilon: number,
): { y: tf.Tensor; mean: tf.Tensor; variance: tf.Tensor } {
  let statistics: [tf.Tensor, tf.Tensor] | undefined
  const given = [x, ...(gamma ? [gamma] : []), ...(beta ? [beta] : [])]
  const y = tf.customGrad((...args) => {
    const save = args.pop() as tf.GradSaveFunc
    const weights = { ...(gamma && { gamma }), ...(beta && { beta }) }
    const [value, mean, variance] = runKernels('KeratinBatchNorm', { x, ...weights }, { epsilon }) as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ]
    statistics = [tf.keep(mean), tf.keep(variance)]
    save([x, mean, variance, ...(gamma ? [gamma] : [])])
    return {
      value,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [input, m, v, g] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor?]
        const inputs = { x: input, dy, mean: m, variance: v, ...(g && { gamma: g }) }
        const [dx, dGamma, dBeta] = runKernels('KeratinBatchNormGrad', inputs, { epsilon }) as [
          tf.Tensor,
          tf.Tensor,
          tf.Tensor,
        ]
        return [dx, ...(gamma ? [dGamma] : []), ...(beta ? [dBeta] : [])]
      },
    }
  })(...given)
  const [mean, variance] = statistics!.map(released) as [tf.Tensor, tf.Tensor]
  return { y, mean, variance }
}

/** A tensor that had to outlive a scope, as one of the scope around it. */
function released(kept: tf.Tensor): tf.Tensor {
  const tensor = kept.clone()
  kept.dispose()
  return tensor
}

/**
 * `x * scale + shift`, with numbers of each channel. Only where `normalizesChannels` says so.
 *
 * @param x [..., channels]
 * @param scale, shift [channels]
 * @returns the shape of x
 */
export const scaleChannels = (x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor): tf.Tensor =>
  tf.customGrad((...args) => {
    const save = args.pop() as tf.GradSaveFunc
    save([x, scale])
    return {
      value: runKernel('KeratinScaleChannels', { x, scale, shift }),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [input, factor] = saved as [tf.Tensor, tf.Tensor]
        const axes = [...input.shape.keys()].slice(0, -1)
        return [
          runKernel('KeratinScaleChannels', { x: dy, scale: factor, shift: tf.zerosLike(factor) }),
          tf.sum(tf.mul(dy, input), axes),
          tf.sum(dy, axes),
        ]
      },
    }
  })(x, scale, shift)
