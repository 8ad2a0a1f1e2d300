import { tf, type Variable } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import type { LearningRateSchedule } from '../schedules/index.js'
import { squares } from './gradient-parts.js'
import { Optimizer, type StepScalars } from './optimizer.js'
import type { OptimizerOptions } from './options.js'
import type { Slot } from './slots.js'

export interface AdafactorOptions extends OptimizerOptions {
  /** Power of the step that the share of old squares grows with. Default -0.8. */
  beta2Decay?: number
  /** Added to squares of gradients. Default 1e-30. */
  epsilon1?: number
  /** The least size of a variable that steps are relative to. Default 1e-3. */
  epsilon2?: number
  /** The largest root mean square of a step. Default 1. */
  clipThreshold?: number
  /** Whether the learning rate is at most one over the root of the step. Default true. */
  relativeStep?: boolean
}

class AdafactorClass extends Optimizer {
  static override readonly className: string = 'Adafactor'
  static override readonly floatSettings: readonly string[] = [
    'beta_2_decay',
    'epsilon_1',
    'epsilon_2',
    'clip_threshold',
  ]
  readonly beta2Decay: number
  readonly epsilon1: number
  readonly epsilon2: number
  readonly clipThreshold: number
  readonly relativeStep: boolean

  constructor(given: AdafactorOptions = {}) {
    const {
      beta2Decay = -0.8,
      epsilon1 = 1e-30,
      epsilon2 = 1e-3,
      clipThreshold = 1,
      relativeStep = true,
    } = given
    super(given)
    this.beta2Decay = beta2Decay
    this.epsilon1 = epsilon1
    this.epsilon2 = epsilon2
    this.clipThreshold = clipThreshold
    this.relativeStep = relativeStep
  }

  protected override slotGroups(): Slot[][] {
    return [[row, column, { name: 'velocity' }]]
  }

  protected override scalars(step: number, learningRate: number): StepScalars {
    const beta2 = Math.fround(1 - Math.fround(step ** this.beta2Decay))
    // never above this, with relativeStep or without: Keras bounds it twice
    return { learningRate, relative: Math.min(learningRate, 1 / Math.sqrt(step)), beta2, rest: 1 - beta2 }
  }

  protected override update(
    [value, rows, columns, velocity]: readonly [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor],
    gradient: tf.Tensor,
    s: StepScalars,
    variable: Variable,
  ): tf.Tensor[] {
    const running = (old: tf.Tensor, x: tf.Tensor) => tf.add(tf.mul(old, s.beta2!), tf.mul(x, s.rest!))
    const squared = squares(gradient)
    const regular = tf.add(squared, this.epsilon1)
    const isMatrix = variable.shape.length >= 2
    const r = isMatrix ? running(rows, tf.mean(regular, -1)) : rows
    const c = isMatrix ? running(columns, tf.mean(regular, -2)) : columns
    const v = isMatrix ? outer(tf.div(r, tf.mean(r, -1, true)), c) : running(velocity, regular)
    const step = tf.div(gradient, tf.sqrt(v))
    const clipped = tf.div(
      step,
      tf.maximum(tf.div(tf.sqrt(tf.mean(tf.div(squared, v))), this.clipThreshold), 1),
    )
    const size = tf.mul(tf.maximum(rootMeanSquare(value), this.epsilon2), s.relative!)
    return [tf.sub(value, tf.mul(clipped, size)), r, c, v]
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      beta_2_decay: this.beta2Decay,
      epsilon_1: this.epsilon1,
      epsilon_2: this.epsilon2,
      clip_threshold: this.clipThreshold,
      relative_step: this.relativeStep,
    }
  }
}

/** Keras keeps an unused integer for what has no rows and columns. */
const factor = (shape: (v: Variable) => number[]): Slot => ({
  name: '',
  shape: (v) => (v.shape.length >= 2 ? shape(v) : []),
  dtype: (v) => (v.shape.length >= 2 ? 'float32' : 'int32'),
})

const row = factor((v) => v.shape.slice(0, -1))
const column = factor((v) => [...v.shape.slice(0, -2), v.shape.at(-1)!])

const outer = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.mul(tf.expandDims(a, -1), tf.expandDims(b, -2))
const rootMeanSquare = (t: tf.Tensor): tf.Tensor => tf.sqrt(tf.mean(tf.square(t)))

/**
 * Adam with means of squares kept for rows and columns only: little memory for large matrices. Steps are relative to
 * the size of the variable.
 *
 * @param learningRate a number (default 0.001) or a schedule
 * @param beta2Decay default -0.8
 * @param epsilon1 default 1e-30
 * @param epsilon2 default 1e-3
 * @param clipThreshold default 1
 * @param relativeStep default true
 * @example model.compile({ optimizer: Adafactor(0.01), loss: 'mse' })
 * @see https://keras.io/api/optimizers/adafactor/
 */
export const Adafactor: Constructible<
  AdafactorClass,
  AdafactorOptions,
  [learningRate: number | LearningRateSchedule, options?: AdafactorOptions]
> = constructible(AdafactorClass, ['learningRate'])
export type Adafactor = AdafactorClass
