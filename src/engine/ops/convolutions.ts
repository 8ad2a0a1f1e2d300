import { needsSpread, spreadTaps } from '../gradients/dilation.js'
import { tf } from '../tf.js'
import { runKernel } from './native.js'
import { usedExtents, usedPart } from './used-part.js'

export { avgPool, maxPool } from './pooling.js'

/** How the window of a convolution moves. */
export interface WindowOptions {
  strides: readonly number[]
  pad: 'valid' | 'same'
  /** Steps between the points of the window. Default 1. */
  dilations?: readonly number[]
}

/** Filter and attributes as the engine's kernels take them. */
function prepared(filter: tf.Tensor, { strides, pad, dilations }: WindowOptions) {
  const steps = dilations ?? strides.map(() => 1)
  const spread = needsSpread(steps)
  return {
    filter: spread ? spreadTaps(filter, steps) : filter,
    attrs: { strides, pad, dilations: spread ? steps.map(() => 1) : steps },
  }
}

/**
 * Convolution of volumes [batch, depth, height, width, channels] with a filter
 * [depth, height, width, channels, filters]. Unlike `tf.conv3d`, dilated ones have gradients.
 */
export function conv3d(x: tf.Tensor, kernel: tf.Tensor, options: WindowOptions): tf.Tensor {
  const { filter, attrs } = prepared(kernel, options)
  const part = usedPart(x, kernel.shape, options)
  return runKernel('Conv3D', { x: part, filter }, { ...attrs, dataFormat: 'NDHWC' })
}

/**
 * Transposed convolution of images or volumes: the gradient of a convolution of `outputShape`, dilated ones included.
 *
 * @param kernel [...window, filters, channels of x]
 * @param outputShape [batch, ...extents, filters]
 */
export function convTranspose(
  x: tf.Tensor,
  kernel: tf.Tensor,
  outputShape: readonly number[],
  options: WindowOptions,
): tf.Tensor {
  const { filter, attrs } = prepared(kernel, options)
  const inputShape = usedExtents(outputShape, kernel.shape, options)
  if (x.rank === 4) {
    return runKernel('Conv2DBackpropInput', { dy: x, filter }, { ...attrs, inputShape, dataFormat: 'NHWC' })
  }
  const y = runKernel('Conv3DBackpropInputV2', { dy: x, filter }, { ...attrs, inputShape })
  const missing = outputShape.map((extent, i) => [0, extent - inputShape[i]!] as [number, number])
  return missing.some(([, after]) => after > 0) ? tf.pad(y, missing) : y
}

/**
 * Convolution of each channel of images [batch, height, width, channels] with filters of its own
 * [height, width, channels, multiplier]; output channel `c * multiplier + m` belongs to channel c.
 *
 * Unlike `tf.depthwiseConv2d`, dilated ones have gradients, with strides, too.
 *
 * @param fuse bias [channels * multiplier] and activation
 */
export function depthwiseConv2d(
  x: tf.Tensor,
  kernel: tf.Tensor,
  options: WindowOptions,
  { bias, activation = 'linear' }: { bias?: tf.Tensor; activation?: 'linear' | 'relu' } = {},
): tf.Tensor {
  const { filter, attrs } = prepared(kernel, options)
  const given = { ...attrs, dataFormat: 'NHWC' }
  if (tf.getKernel('FusedDepthwiseConv2D', tf.getBackend())) {
    const inputs: Record<string, tf.Tensor> = { x, filter }
    if (bias) inputs.bias = bias
    return runKernel('FusedDepthwiseConv2D', inputs, { ...given, activation })
  }
  const y = runKernel('DepthwiseConv2dNative', { x, filter }, given)
  const shifted = bias ? tf.add(y, bias) : y
  return activation === 'relu' ? tf.relu(shifted) : shifted
}
