/** Losses of how much two sets of pixels overlap. */
import { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import { EPSILON, FunctionLoss, floats, type LossOptions } from './loss.js'

/** The axes of one set; null: all. */
type Axes = number | number[] | null

const sumOver = (x: tf.Tensor, axis: Axes): tf.Tensor => tf.sum(x, axis ?? undefined)

/** `1 - 2 * overlap / (size of both)`. */
export function dice(yTrue: tf.Tensor, yPred: tf.Tensor, { axis = null }: { axis?: Axes } = {}): tf.Tensor {
  const target = floats(yTrue)
  const overlap = sumOver(tf.mul(target, yPred), axis)
  const sizes = tf.add(sumOver(target, axis), sumOver(yPred, axis))
  return tf.sub(1, tf.div(tf.mul(overlap, 2), tf.add(sizes, EPSILON)))
}

export interface TverskyFunctionOptions {
  /** Weight of what is in the target only. Default 0.5. */
  alpha?: number
  /** Weight of what is in the prediction only. Default 0.5. */
  beta?: number
  axis?: Axes
}

/** `1 - overlap / (overlap + alpha * only in yTrue + beta * only in yPred)`. */
export function tversky(yTrue: tf.Tensor, yPred: tf.Tensor, options: TverskyFunctionOptions = {}): tf.Tensor {
  const { alpha = 0.5, beta = 0.5, axis = null } = options
  const target = floats(yTrue)
  const overlap = sumOver(tf.mul(target, yPred), axis)
  const onlyTarget = tf.mul(sumOver(tf.mul(tf.sub(1, yPred), target), axis), alpha)
  const onlyPredicted = tf.mul(sumOver(tf.mul(yPred, tf.sub(1, target)), axis), beta)
  return tf.sub(1, tf.div(overlap, tf.add(tf.addN([overlap, onlyTarget, onlyPredicted]), EPSILON)))
}

export interface DiceOptions extends LossOptions {
  /** The axes of one set. Default null: all. */
  axis?: Axes
}

export interface TverskyOptions extends LossOptions, TverskyFunctionOptions {}

class DiceClass extends FunctionLoss {
  static override readonly className: string = 'Dice'
  readonly axis: Axes

  constructor({ axis = null, ...options }: DiceOptions = {}) {
    super((yTrue, yPred) => dice(yTrue, yPred, { axis }), options, 'dice')
    this.axis = axis
  }

  override getConfig(): Config {
    return { ...super.getConfig(), axis: this.axis }
  }
}

class TverskyClass extends FunctionLoss {
  static override readonly className: string = 'Tversky'
  static override readonly floatSettings: readonly string[] = ['alpha', 'beta']
  readonly alpha: number
  readonly beta: number
  readonly axis: Axes

  constructor({ alpha = 0.5, beta = 0.5, axis = null, ...options }: TverskyOptions = {}) {
    super((yTrue, yPred) => tversky(yTrue, yPred, { alpha, beta, axis }), options, 'tversky')
    this.alpha = alpha
    this.beta = beta
    this.axis = axis
  }

  override getConfig(): Config {
    return { ...super.getConfig(), alpha: this.alpha, beta: this.beta, axis: this.axis }
  }
}

/**
 * `1 - 2 * sum(yTrue * yPred) / (sum(yTrue) + sum(yPred))`.
 *
 * @param axis the axes of one set; default: all
 * @see https://keras.io/api/losses/regression_losses/#dice-class
 */
export const Dice: Constructible<DiceClass, DiceOptions> = constructible(DiceClass)
export type Dice = DiceClass

/**
 * Dice with weights for the two kinds of error.
 *
 * @param alpha weight of what is missed; default 0.5
 * @param beta weight of what is found wrongly; default 0.5
 * @param axis the axes of one set; default: all
 * @see https://keras.io/api/losses/regression_losses/#tversky-class
 */
export const Tversky: Constructible<TverskyClass, TverskyOptions> = constructible(TverskyClass)
export type Tversky = TverskyClass
