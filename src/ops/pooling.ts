/** What is greatest and what is the mean in windows over 1 to 3 axes. */
import { convolutions, type PoolOptions, type tf } from '../engine/index.js'
import { define, required } from './define.js'
import { float } from './dtypes.js'
import { type Operand, tensorOf } from './operand.js'
import type { OfOne } from './signatures.js'
import { extents } from './windows/data-format.js'
import { onWindows, type WindowSettings } from './windows/window.js'

type Options = Pick<WindowSettings, 'dataFormat' | 'padding' | 'strides'>
type Size = number | readonly number[]
type Pool =
  | [options: Options & { poolSize: Size }]
  | [
      poolSize: Size,
      strides?: Options['strides'],
      padding?: Options['padding'],
      dataFormat?: Options['dataFormat'],
    ]

const pooling = (className: string, pool: (x: tf.Tensor, options: PoolOptions) => tf.Tensor) =>
  define<OfOne<Pool>>({
    className,
    module: 'nn',
    takes: ['inputs'],
    settings: { poolSize: required, strides: null, padding: 'valid', dataFormat: null },
    compute(inputs: Operand, { poolSize, ...options }: Options & { poolSize: Size }) {
      const given = float(tensorOf(inputs))
      const size = extents(className, 'poolSize', poolSize, given.rank - 2)
      const settings = { ...options, strides: options.strides ?? size }
      return onWindows(className, given, settings, (x, { strides, pad }, wide) =>
        pool(x, { size: wide(size), strides, pad }),
      )
    },
  })

/** The greatest number of each window; windows move by `strides` (default their size). https://keras.io/api/ops/nn/#max_pool-function */
export const maxPool = pooling('MaxPool', convolutions.maxPool)
/** The mean of each window; windows move by `strides` (default their size). https://keras.io/api/ops/nn/#average_pool-function */
export const averagePool = pooling('AveragePool', convolutions.avgPool)
