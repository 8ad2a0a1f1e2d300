import { showShape } from '../../../support/errors.js'
import { tf } from '../../tf.js'
import type { KernelArgs } from '../kernel.js'
import { conv2dInfo } from '../kernels/convolution/info.js'
import { depthwiseInfo } from '../kernels/depthwise.js'
import { poolInfo } from '../kernels/pool.js'
import { conv3dInfo, pool3dInfo } from '../kernels/volume-info.js'
import { type Check, refusal } from './refuse.js'

type Infer = (xShape: number[], filterShape: number[], attrs: KernelArgs['attrs']) => { outShape: number[] }

/** A gradient must have the shape that the forward pass gives for the input. */
function fits(
  operator: string,
  { outShape }: { outShape: number[] },
  dy: tf.TensorInfo,
  from: number[],
): void {
  if (tf.util.arraysEqual(outShape, dy.shape)) return
  const expected = `from ${showShape(from)} these windows make ${showShape(outShape)}, which dy must be`
  throw refusal(operator, expected, `${showShape(dy.shape)}`, 'SHAPE')
}

/** A transposed convolution is the gradient of a convolution's input. */
const ofInput =
  (operator: string, infer: Infer): Check =>
  ({ inputs: { dy, filter }, attrs }) =>
    fits(operator, infer(attrs.inputShape, filter.shape, attrs), dy, attrs.inputShape)

const ofFilter =
  (operator: string, infer: Infer): Check =>
  ({ inputs: { x, dy }, attrs }) =>
    fits(operator, infer(x.shape, attrs.filterShape, attrs), dy, x.shape)

const ofPool =
  (operator: string, infer: (shape: number[], attrs: KernelArgs['attrs']) => { outShape: number[] }): Check =>
  ({ inputs: { dy, input, output }, attrs }) => {
    const info = infer(input.shape, attrs)
    fits(operator, info, dy, input.shape)
    if (output) fits(operator, info, output, input.shape)
  }

/** Kernels that are told the shape of what windows moved over. */
export const windowChecks: Record<string, Check> = {
  AvgPoolGrad: ofPool('gradient of avgPool', poolInfo),
  AvgPool3DGrad: ofPool('gradient of avgPool3d', pool3dInfo),
  Conv2DBackpropFilter: ofFilter("gradient of conv2d's filter", conv2dInfo),
  Conv2DBackpropInput: ofInput('conv2dTranspose', conv2dInfo),
  Conv3DBackpropFilterV2: ofFilter("gradient of conv3d's filter", conv3dInfo),
  Conv3DBackpropInputV2: ofInput('conv3dTranspose', conv3dInfo),
  DepthwiseConv2dNativeBackpropFilter: ofFilter("gradient of depthwiseConv2d's filter", depthwiseInfo),
  DepthwiseConv2dNativeBackpropInput: ofInput("gradient of depthwiseConv2d's input", depthwiseInfo),
  MaxPoolGrad: ofPool('gradient of maxPool', poolInfo),
  MaxPool3DGrad: ofPool('gradient of maxPool3d', pool3dInfo),
}
