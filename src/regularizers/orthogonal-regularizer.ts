import { l2Normalize } from '../engine/differentiable.js'
import { tf } from '../engine/index.js'
import { type Constructible, constructible } from '../support/constructible.js'
import { argumentError, KeratinError, showShape } from '../support/errors.js'
import type { Config } from '../support/registry.js'
import { checkFactor, Regularizer } from './regularizer.js'

export interface OrthogonalRegularizerOptions {
  /** Default 0.01. */
  factor?: number
  /** Whether rows or columns are to be orthogonal. Default `rows`. */
  mode?: 'rows' | 'columns'
}

class OrthogonalRegularizerClass extends Regularizer {
  static override readonly className: string = 'OrthogonalRegularizer'
  static override readonly floatSettings: readonly string[] = ['factor']
  readonly factor: number
  readonly mode: 'rows' | 'columns'

  constructor({ factor = 0.01, mode = 'rows' }: OrthogonalRegularizerOptions = {}) {
    super()
    this.factor = Math.fround(checkFactor('OrthogonalRegularizer', 'factor', factor))
    if (mode !== 'rows' && mode !== 'columns') {
      throw argumentError('OrthogonalRegularizer', '"rows" or "columns"', 'mode', mode)
    }
    this.mode = mode
  }

  override apply(x: tf.Tensor): tf.Tensor {
    if (x.rank !== 2) {
      throw new KeratinError(
        'SHAPE',
        `OrthogonalRegularizer: the tensor must have 2 axes. Received: shape ${showShape(x.shape)}.`,
      )
    }
    const rows = this.mode === 'rows'
    const unit = l2Normalize(x, rows ? 1 : 0)
    const products = tf.matMul(unit as tf.Tensor2D, unit as tf.Tensor2D, !rows, rows)
    const size = products.shape[0]!
    const offDiagonal = tf.mul(products, tf.sub(1, tf.eye(size)))
    const pairs = (size * (size - 1)) / 2
    return tf.div(tf.mul(tf.sum(tf.abs(offDiagonal)), this.factor * 0.5), pairs)
  }

  override getConfig(): Config {
    return { factor: this.factor, mode: this.mode }
  }
}

/**
 * The mean absolute cosine of the angles between the rows (or columns) of a matrix, times `factor`.
 *
 * @param factor default 0.01
 * @param mode `rows` (default) or `columns`
 * @throws KeratinError `SHAPE` for a tensor that is no matrix
 * @example Dense(4, { kernelRegularizer: OrthogonalRegularizer({ factor: 0.01, mode: 'columns' }) })
 * @see https://keras.io/api/layers/regularizers/#orthogonalregularizer-class
 */
export const OrthogonalRegularizer: Constructible<
  OrthogonalRegularizerClass,
  OrthogonalRegularizerOptions,
  [factor: number]
> = constructible(OrthogonalRegularizerClass, ['factor', 'mode'])
export type OrthogonalRegularizer = OrthogonalRegularizerClass
