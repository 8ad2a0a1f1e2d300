import { runKernel } from '../ops/native.js'
import { tf } from '../tf.js'
import { replaceGradient } from './replace.js'

type Rank4 = [number, number, number, number]
type Rank5 = [number, number, number, number, number]
type Padding = Parameters<typeof tf.backend_util.computePool2DInfo>[4]

interface PoolAttributes {
  filterSize: number | [number, number]
  strides: number | [number, number]
  pad: Padding
  dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

/** For each output position along an axis, the window's size over the number of its elements inside the input. */
function borderFactors(
  extent: number,
  window: number,
  stride: number,
  before: number,
  outputs: number,
): Float32Array {
  return Float32Array.from({ length: outputs }, (_, i) => {
    const start = i * stride - before
    return window / (Math.min(extent, start + window) - Math.max(0, start))
  })
}

function factors2d(shape: Rank4, { filterSize, strides, pad, dimRoundingMode }: PoolAttributes): tf.Tensor {
  const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode)
  const { top, left } = info.padInfo
  const vertical = borderFactors(info.inHeight, info.filterHeight, info.strideHeight, top, info.outHeight)
  const horizontal = borderFactors(info.inWidth, info.filterWidth, info.strideWidth, left, info.outWidth)
  return tf.mul(
    tf.tensor(vertical, [1, info.outHeight, 1, 1]),
    tf.tensor(horizontal, [1, 1, info.outWidth, 1]),
  )
}

function factors3d(shape: Rank5, { filterSize, strides, pad, dimRoundingMode }: PoolAttributes): tf.Tensor {
  const size = filterSize as unknown as [number, number, number]
  const steps = strides as unknown as [number, number, number]
  const info = tf.backend_util.computePool3DInfo(shape, size, steps, 1, pad as 'same', dimRoundingMode)
  const { front, top, left } = info.padInfo
  const deep = borderFactors(info.inDepth, info.filterDepth, info.strideDepth, front, info.outDepth)
  const vertical = borderFactors(info.inHeight, info.filterHeight, info.strideHeight, top, info.outHeight)
  const horizontal = borderFactors(info.inWidth, info.filterWidth, info.strideWidth, left, info.outWidth)
  const plane = tf.mul(
    tf.tensor(vertical, [1, 1, info.outHeight, 1, 1]),
    tf.tensor(horizontal, [1, 1, 1, info.outWidth, 1]),
  )
  return tf.mul(tf.tensor(deep, [1, info.outDepth, 1, 1, 1]), plane)
}

/** The gradient kernels of the cpu backend divide by the whole window at padded borders, too: made up for here. */
export function registerAvgPoolGradients(): void {
  replaceGradient({
    kernelName: 'AvgPool',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => ({
      x: () => {
        const given = attrs as unknown as PoolAttributes
        const whole =
          tf.getBackend() === 'cpu' ? tf.mul(dy as tf.Tensor, factors2d(x!.shape as Rank4, given)) : dy
        return runKernel('AvgPoolGrad', { dy: whole as tf.Tensor, input: x! }, given)
      },
    }),
  })
  replaceGradient({
    kernelName: 'AvgPool3D',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => ({
      x: () => {
        const given = attrs as unknown as PoolAttributes
        const right = tf.getBackend() !== 'cpu'
        const whole = right ? dy : tf.mul(dy as tf.Tensor, factors3d(x!.shape as Rank5, given))
        return runKernel('AvgPool3DGrad', { dy: whole as tf.Tensor, input: x! }, given)
      },
    }),
  })
}
