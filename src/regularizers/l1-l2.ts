import { tf } from '../engine/index.js'
import { type Constructible, constructible } from '../support/constructible.js'
import type { Config } from '../support/registry.js'
import { checkFactor, Regularizer } from './regularizer.js'

export interface L1L2Options {
  /** Factor of the sum of absolute values. Default 0. */
  l1?: number | null
  /** Factor of the sum of squares. Default 0. */
  l2?: number | null
}

class L1L2Class extends Regularizer {
  static override readonly className: string = 'L1L2'
  static override readonly floatSettings: readonly string[] = ['l1', 'l2']
  readonly l1: number
  readonly l2: number

  constructor({ l1, l2 }: L1L2Options = {}) {
    super()
    this.l1 = checkFactor('L1L2', 'l1', l1 ?? 0)
    this.l2 = checkFactor('L1L2', 'l2', l2 ?? 0)
  }

  override apply(x: tf.Tensor): tf.Tensor {
    const parts: tf.Tensor[] = []
    if (this.l1 !== 0) parts.push(absolutePenalty(x, this.l1))
    if (this.l2 !== 0) parts.push(squarePenalty(x, this.l2))
    return parts.length > 0 ? tf.addN(parts) : tf.scalar(0)
  }

  override getConfig(): Config {
    return { l1: this.l1, l2: this.l2 }
  }
}

class L1Class extends Regularizer {
  static override readonly className: string = 'L1'
  static override readonly floatSettings: readonly string[] = ['l1']
  readonly l1: number

  constructor({ l1 }: { l1?: number | null } = {}) {
    super()
    this.l1 = Math.fround(checkFactor('L1', 'l1', l1 ?? 0.01)) // Keras keeps this one, and not L2's, in float32
  }

  override apply(x: tf.Tensor): tf.Tensor {
    return absolutePenalty(x, this.l1)
  }

  override getConfig(): Config {
    return { l1: this.l1 }
  }
}

class L2Class extends Regularizer {
  static override readonly className: string = 'L2'
  static override readonly floatSettings: readonly string[] = ['l2']
  readonly l2: number

  constructor({ l2 }: { l2?: number | null } = {}) {
    super()
    this.l2 = checkFactor('L2', 'l2', l2 ?? 0.01)
  }

  override apply(x: tf.Tensor): tf.Tensor {
    return squarePenalty(x, this.l2)
  }

  override getConfig(): Config {
    return { l2: this.l2 }
  }
}

const absolutePenalty = (x: tf.Tensor, factor: number): tf.Tensor => tf.mul(tf.sum(tf.abs(x)), factor)
const squarePenalty = (x: tf.Tensor, factor: number): tf.Tensor => tf.mul(tf.sum(tf.square(x)), factor)

/**
 * The penalty `l1 * sum(|x|) + l2 * sum(x^2)`.
 *
 * @param l1 default 0
 * @param l2 default 0
 * @throws KeratinError `ARGUMENT` if a factor is negative or not finite
 * @example Dense(8, { kernelRegularizer: L1L2({ l1: 1e-5, l2: 1e-4 }) })
 * @see https://keras.io/api/layers/regularizers/#l1l2-class
 */
export const L1L2: Constructible<L1L2Class, L1L2Options, [l1: number, l2?: number]> = constructible(
  L1L2Class,
  ['l1', 'l2'],
)
export type L1L2 = L1L2Class

/**
 * The penalty `l1 * sum(|x|)`.
 *
 * @param l1 default 0.01
 * @throws KeratinError `ARGUMENT` if the factor is negative or not finite
 * @example Dense(8, { kernelRegularizer: L1(0.001) })
 * @see https://keras.io/api/layers/regularizers/#l1-class
 */
export const L1: Constructible<L1Class, { l1?: number | null }, [l1: number]> = constructible(L1Class, ['l1'])
export type L1 = L1Class

/**
 * The penalty `l2 * sum(x^2)`.
 *
 * @param l2 default 0.01
 * @throws KeratinError `ARGUMENT` if the factor is negative or not finite
 * @example Dense(8, { kernelRegularizer: L2(0.001) })
 * @see https://keras.io/api/layers/regularizers/#l2-class
 */
export const L2: Constructible<L2Class, { l2?: number | null }, [l2: number]> = constructible(L2Class, ['l2'])
export type L2 = L2Class
