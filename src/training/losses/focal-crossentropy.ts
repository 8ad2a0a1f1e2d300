import { attachLogits, tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import { CrossentropyLoss, type CrossentropyOptions } from './categorical-crossentropy.js'
import {
  axisLast,
  type CrossentropyFunctionOptions,
  clipped,
  elementwiseBinaryCrossentropy,
  smoothedBinary,
  smoothedClasses,
} from './crossentropy.js'

interface Focus {
  /** Factor of the loss; with `applyClassBalancing`, the weight of the class 1. Default 0.25. */
  alpha?: number
  /** How strongly what is right already is played down. Default 2. */
  gamma?: number
}

export interface CategoricalFocalFunctionOptions extends CrossentropyFunctionOptions, Focus {}

export interface BinaryFocalFunctionOptions extends CrossentropyFunctionOptions, Focus {
  /** Whether the classes are weighted by `alpha` and `1 - alpha`. Default false. */
  applyClassBalancing?: boolean
}

/** Categorical crossentropy times `alpha * (1 - yPred)^gamma`. */
export function categoricalFocalCrossentropy(
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  options: CategoricalFocalFunctionOptions = {},
): tf.Tensor {
  const { alpha = 0.25, gamma = 2, fromLogits = false, labelSmoothing = 0, axis = -1 } = options
  const target = axisLast(smoothedClasses(yTrue, labelSmoothing), axis)
  const output = fromLogits ? tf.softmax(axisLast(yPred, axis)) : axisLast(yPred, axis)
  const p = clipped(tf.div(output, tf.sum(output, -1, true)))
  const focus = tf.mul(tf.pow(tf.sub(1, p), gamma), alpha)
  return tf.neg(tf.sum(tf.mul(focus, tf.mul(target, tf.log(p))), -1))
}

/** Binary crossentropy times `(1 - p)^gamma`, with p the probability of the right class. */
export function binaryFocalCrossentropy(
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  options: BinaryFocalFunctionOptions = {},
): tf.Tensor {
  const { alpha = 0.25, gamma = 2, applyClassBalancing = false, axis = -1 } = options
  const target = smoothedBinary(yTrue, options.labelSmoothing ?? 0)
  const p = options.fromLogits ? attachLogits(tf.sigmoid(yPred), yPred) : yPred
  const losses = elementwiseBinaryCrossentropy(target, p, false)
  const opposite = tf.sub(1, target)
  const ofRightClass = tf.add(tf.mul(target, p), tf.mul(opposite, tf.sub(1, p)))
  const focused = tf.mul(tf.pow(tf.sub(1, ofRightClass), gamma), losses)
  if (!applyClassBalancing) return tf.mean(focused, axis)
  const weight = tf.add(tf.mul(target, alpha), tf.mul(opposite, 1 - alpha))
  return tf.mean(tf.mul(weight, focused), axis)
}

export interface CategoricalFocalCrossentropyOptions extends CrossentropyOptions, Focus {}
export interface BinaryFocalCrossentropyOptions extends CrossentropyOptions, BinaryFocalFunctionOptions {}

class CategoricalFocalCrossentropyClass extends CrossentropyLoss {
  static override readonly className: string = 'CategoricalFocalCrossentropy'
  static override readonly floatSettings: readonly string[] = ['alpha', 'gamma', 'label_smoothing']
  readonly alpha: number
  readonly gamma: number

  constructor({ alpha = 0.25, gamma = 2, ...options }: CategoricalFocalCrossentropyOptions = {}) {
    const fn = (yTrue: tf.Tensor, yPred: tf.Tensor, rest: CrossentropyFunctionOptions) =>
      categoricalFocalCrossentropy(yTrue, yPred, { alpha, gamma, ...rest })
    super(fn, options, 'categorical_focal_crossentropy')
    this.alpha = alpha
    this.gamma = gamma
  }

  override getConfig(): Config {
    return { ...super.getConfig(), alpha: this.alpha, gamma: this.gamma }
  }
}

class BinaryFocalCrossentropyClass extends CrossentropyLoss {
  static override readonly className: string = 'BinaryFocalCrossentropy'
  static override readonly floatSettings: readonly string[] = ['alpha', 'gamma', 'label_smoothing']
  readonly applyClassBalancing: boolean
  readonly alpha: number
  readonly gamma: number

  constructor(given: BinaryFocalCrossentropyOptions = {}) {
    const { applyClassBalancing = false, alpha = 0.25, gamma = 2, ...options } = given
    const fn = (yTrue: tf.Tensor, yPred: tf.Tensor, rest: CrossentropyFunctionOptions) =>
      binaryFocalCrossentropy(yTrue, yPred, { applyClassBalancing, alpha, gamma, ...rest })
    super(fn, options, 'binary_focal_crossentropy')
    this.applyClassBalancing = applyClassBalancing
    this.alpha = alpha
    this.gamma = gamma
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      apply_class_balancing: this.applyClassBalancing,
      alpha: this.alpha,
      gamma: this.gamma,
    }
  }
}

/**
 * Categorical crossentropy that plays down what is right already: times `alpha * (1 - yPred)^gamma`.
 *
 * @param alpha default 0.25
 * @param gamma default 2
 * @see https://keras.io/api/losses/probabilistic_losses/#categoricalfocalcrossentropy-class
 */
export const CategoricalFocalCrossentropy: Constructible<
  CategoricalFocalCrossentropyClass,
  CategoricalFocalCrossentropyOptions
> = constructible(CategoricalFocalCrossentropyClass)
export type CategoricalFocalCrossentropy = CategoricalFocalCrossentropyClass

/**
 * Binary crossentropy that plays down what is right already: times `(1 - p)^gamma`.
 *
 * @param applyClassBalancing whether the classes 1 and 0 are weighted by `alpha` and `1 - alpha`; default false
 * @param alpha default 0.25
 * @param gamma default 2
 * @see https://keras.io/api/losses/probabilistic_losses/#binaryfocalcrossentropy-class
 */
export const BinaryFocalCrossentropy: Constructible<
  BinaryFocalCrossentropyClass,
  BinaryFocalCrossentropyOptions
> = constructible(BinaryFocalCrossentropyClass)
export type BinaryFocalCrossentropy = BinaryFocalCrossentropyClass
