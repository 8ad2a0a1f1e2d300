import { tf } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

interface PermuteOptions extends LayerOptions {
  dims?: readonly number[]
}

class PermuteClass extends Layer {
  static override readonly className = 'Permute'
  readonly dims: readonly number[]

  constructor(dims: readonly number[], options?: PermuteOptions)
  constructor(options: PermuteOptions & { dims: readonly number[] })
  constructor(...args: unknown[]) {
    const options = named<PermuteOptions>(['dims'], args, new.target.className)
    super(options)
    const { dims } = options
    const sorted = Array.isArray(dims) ? [...dims].sort((a, b) => a - b) : []
    if (sorted.length === 0 || sorted.some((d, i) => d !== i + 1))
      throw argumentError('Permute', 'the numbers from 1 to the number of axes in some order', 'dims', dims)
    this.dims = dims!
    this.inputSpec = { ndim: dims!.length + 1 }
  }

  override call(x: tf.Tensor): tf.Tensor {
    return tf.transpose(x, [0, ...this.dims])
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const shape = oneShape(inputShape)
    return [0, ...this.dims].map((axis) => shape[axis]!)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), dims: this.dims }
  }
}

/**
 * Puts the axes of each sample in another order.
 *
 * @param dims the old axis at each place, counted from 1: `[2, 1]` swaps two axes
 *
 * Input shape: any, of as many axes as dims and the batch. Output shape: its axes in that order.
 *
 * @throws KeratinError `ARGUMENT` if dims is no permutation
 * @example const y = Permute([2, 1])(Input({ shape: [10, 64] })) // [null, 64, 10]
 * @see https://keras.io/api/layers/reshaping_layers/permute/
 */
export const Permute = callableClass(PermuteClass)
export type Permute = PermuteClass
