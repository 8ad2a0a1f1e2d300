import { courseOf, eachStep, fedNumbers, tf, type Variable } from '../../engine/index.js'
import { classNameOf } from '../../support/class-name.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { checkInheritedOptions } from '../../support/inherited-options.js'
import { snakeCase } from '../../support/names.js'
import { checkedOptions } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { emitWarning } from '../../support/warn.js'
import { LearningRateSchedule, schedules } from '../schedules/index.js'
import { clipGradients } from './clipping.js'
import { mapLinear } from './gradient-parts.js'
import { checkOptimizerOptions, type OptimizerOptions } from './options.js'
import { ScalarVariable } from './scalar-variable.js'
import { makeSlot, type Slot } from './slots.js'

/** A number of a step: as such where operators run one by one, a fed tensor in a compiled step. */
export type StepScalar = number | tf.Scalar

/** The numbers that change from step to step. */
export type StepScalars = { readonly learningRate: StepScalar; readonly [name: string]: StepScalar }

/** The same as JavaScript computes them. */
type StepNumbers = { readonly learningRate: number; readonly [name: string]: number }

/** What an optimizer keeps of one variable. */
interface VariableState {
  readonly slots: Variable[]
  average?: Variable
  accumulator?: Variable
}

/**
 * The base of optimizers. A subclass names what it keeps for each variable in `slotGroups`, computes the numbers of a
 * step in `scalars`, and new values from old ones in `update`.
 *
 * @see https://keras.io/api/optimizers/
 */
export abstract class Optimizer {
  /** The name in Keras and in files. */
  static readonly className: string = 'Optimizer'
  /** Where it is kept. */
  static readonly family: string = 'optimizers'
  /** Its settings that are floats in Keras, as files spell them; those of a class that it extends are known. */
  static readonly floatSettings: readonly string[] = [
    'learning_rate',
    'weight_decay',
    'clipnorm',
    'clipvalue',
    'global_clipnorm',
    'ema_momentum',
    'loss_scale_factor',
  ]
  readonly name: string
  readonly weightDecay: number | null
  readonly clipnorm: number | null
  readonly clipvalue: number | null
  readonly globalClipnorm: number | null
  readonly useEma: boolean
  readonly emaMomentum: number
  readonly emaOverwriteFrequency: number | null
  readonly lossScaleFactor: number | null
  readonly gradientAccumulationSteps: number | null
  readonly #iteration: ScalarVariable
  readonly #rateVariable: ScalarVariable
  #schedule: LearningRateSchedule | undefined
  #trained: readonly Variable[] | undefined
  readonly #states = new Map<Variable, VariableState>()
  #blocks: Variable[] = []
  #excluded: { variables: ReadonlySet<Variable>; names: readonly string[] } | undefined
  #warned = false

  constructor(options: OptimizerOptions, defaultLearningRate = 0.001) {
    const className = classNameOf(this.constructor)
    checkInheritedOptions(this, 'optimizers', options)
    checkOptimizerOptions(className, options)
    this.name = options.name ?? snakeCase(className)
    this.weightDecay = options.weightDecay ?? null
    this.clipnorm = options.clipnorm ?? null
    this.clipvalue = options.clipvalue ?? null
    this.globalClipnorm = options.globalClipnorm ?? null
    this.useEma = options.useEma ?? false
    this.emaMomentum = options.emaMomentum ?? 0.99
    this.emaOverwriteFrequency = options.emaOverwriteFrequency ?? null
    this.lossScaleFactor = options.lossScaleFactor ?? null
    this.gradientAccumulationSteps = options.gradientAccumulationSteps ?? null
    this.#iteration = new ScalarVariable('iteration', `${this.name}/iteration`, 0, { integer: true })
    this.#rateVariable = new ScalarVariable('learning_rate', `${this.name}/learning_rate`, 0)
    this.learningRate = this.#checkRate(options.learningRate ?? defaultLearningRate)
  }

  /** What is kept for each variable: groups one after the other, within a group all slots of a variable together. */
  protected abstract slotGroups(): readonly (readonly Slot[])[]

  /** New values, from those of a variable and its slots (in the order of `slotGroups`): a pure function. */
  protected abstract update(
    state: readonly tf.Tensor[],
    gradient: tf.Tensor,
    scalars: StepScalars,
    variable: Variable,
  ): readonly tf.Tensor[]

  /** The numbers of the update with this number, counted from 1; computed in float32 where Keras does. */
  protected scalars(_step: number, learningRate: number): StepScalars {
    return { learningRate }
  }

  /** State that belongs to no variable; it comes last. */
  protected get extraVariables(): readonly Variable[] {
    return []
  }

  /** The number of calls of `apply` so far. */
  get iterations(): number {
    return this.#iteration.number
  }

  /** The number of updates so far: fewer than calls if gradients are accumulated. */
  protected get updates(): number {
    return Math.floor(this.iterations / (this.gradientAccumulationSteps ?? 1))
  }

  /** The learning rate of the next update. Setting it is for optimizers without a schedule. */
  get learningRate(): number {
    return this.#schedule ? Math.fround(this.#schedule.at(this.iterations)) : this.#rateVariable.number
  }

  set learningRate(rate: number | LearningRateSchedule) {
    if (typeof rate !== 'number') {
      this.#schedule = rate
      return
    }
    if (this.#schedule) {
      throw new KeratinError(
        'ARGUMENT',
        `The learning rate of ${this.name} follows a schedule and cannot be set.`,
        {
          hint: 'Make the optimizer with a number as learning rate.',
        },
      )
    }
    this.#rateVariable.number = rate
  }

  /** The complete state, in Keras' order: what files hold. */
  get variables(): readonly Variable[] {
    const rate = this.#schedule ? [] : [this.#rateVariable]
    return [this.#iteration, ...rate, ...this.#blocks, ...this.extraVariables]
  }

  /** What is kept for a variable that is trained, in the order of `slotGroups`. */
  slotsOf(variable: Variable): readonly Variable[] {
    return this.#states.get(variable)?.slots ?? []
  }

  /** Whether the state for the trained variables has been made. */
  get built(): boolean {
    return this.#trained !== undefined
  }

  /**
   * Makes the state for the variables to train. Done by the first `apply` otherwise.
   *
   * @throws KeratinError `ARGUMENT` if it was made for other variables before
   */
  build(variables: readonly Variable[]): void {
    if (this.#trained) {
      this.#checkKnown(variables)
      return
    }
    this.#trained = [...variables]
    for (const v of variables) this.#states.set(v, { slots: [] })
    if (this.useEma) {
      for (const [v, state] of this.#states) state.average = this.#make(v, { name: 'average' })
    }
    if (this.gradientAccumulationSteps) {
      for (const [v, state] of this.#states)
        state.accumulator = this.#make(v, { name: 'gradient_accumulator' })
    }
    for (const group of this.slotGroups()) {
      for (const [v, { slots }] of this.#states) slots.push(...group.map((slot) => this.#make(v, slot)))
    }
  }

  #make(variable: Variable, slot: Slot): Variable {
    const made = makeSlot(this.name, variable, slot)
    this.#blocks.push(made)
    return made
  }

  /** The loss whose gradients `apply` wants: times `lossScaleFactor`. */
  scaleLoss<T extends tf.Tensor>(loss: T): T {
    return this.lossScaleFactor === null ? loss : (tf.mul(loss, this.lossScaleFactor) as T)
  }

  /** All numbers of the next update that change from step to step: what a compiled step is fed. */
  stepScalars(): StepNumbers {
    const { learningRate, updates } = this
    const scalars = { ...this.scalars(updates + 1, learningRate) } as Record<string, number>
    if (this.weightDecay !== null) scalars.decay = learningRate * this.weightDecay
    if (this.useEma) {
      scalars.emaMomentum = updates === 0 ? 0 : this.emaMomentum
      scalars.emaRest = 1 - scalars.emaMomentum
    }
    return scalars as StepNumbers
  }

  /**
   * Changes variables by their gradients, and counts the step.
   *
   * @param gradients one for each variable; undefined or null where the loss does not depend on it
   * @param variables default: those it was built for
   * @throws KeratinError `ARGUMENT` if there is no gradient at all, or a variable it was not built for
   */
  apply(gradients: readonly (tf.Tensor | null | undefined)[], variables = this.#trained ?? []): void {
    this.applyWith(
      fedNumbers(() => this.stepScalars()),
      gradients,
      variables,
    )
    eachStep(() => this.advance())
  }

  /** As `apply` with the numbers of the step given, and without counting it. */
  applyWith(
    scalars: StepScalars,
    gradients: readonly (tf.Tensor | null | undefined)[],
    variables: readonly Variable[],
  ): void {
    this.build(variables)
    tf.tidy(() => {
      const known = variables.filter((_, i) => gradients[i])
      if (known.length < variables.length) this.#reportMissing(variables, known)
      const factor = this.lossScaleFactor
      const given = gradients.filter((g) => g !== null && g !== undefined)
      this.#step(
        factor === null ? given : given.map((g) => mapLinear(g, (x) => tf.div(x, factor))),
        known,
        scalars,
      )
      if (this.useEma) this.#average(scalars)
      for (const v of known) if (v.constraint) v.assign(v.constraint(v.read()))
    })
  }

  /** Counts a step. */
  advance(): void {
    this.#iteration.number = this.iterations + 1
  }

  /** Whether the next call of `apply` changes variables, and does not only collect gradients. */
  protected get isUpdate(): boolean {
    return (this.iterations + 1) % (this.gradientAccumulationSteps ?? 1) === 0
  }

  #step(gradients: readonly tf.Tensor[], variables: readonly Variable[], scalars: StepScalars): void {
    const steps = this.gradientAccumulationSteps
    let sums = gradients
    if (steps) {
      const accumulators = variables.map((v) => this.#states.get(v)!.accumulator!)
      sums = gradients.map((g, i) => tf.add(g, accumulators[i]!.read()))
      if (!courseOf(() => this.isUpdate)) {
        accumulators.forEach((a, i) => {
          a.assign(sums[i]!)
        })
        return
      }
      sums = sums.map((g) => tf.div(g, steps))
      for (const a of accumulators) a.assign(tf.zeros([...a.shape]))
    }
    const clipped = clipGradients(sums, this)
    variables.forEach((v, i) => {
      const { slots } = this.#states.get(v)!
      const state = [this.#decayed(v, scalars.decay), ...slots.map((slot) => slot.read())]
      const [value, ...rest] = this.update(state, clipped[i]!, scalars, v)
      v.assign(value!)
      rest.forEach((t, j) => {
        if (t !== state[j + 1]) slots[j]!.assign(t)
      })
    })
  }

  #decayed(variable: Variable, decay: StepScalar | undefined): tf.Tensor {
    const value = variable.read()
    const excluded = this.#excluded
    if (decay === undefined || excluded?.variables.has(variable)) return value
    if (excluded?.names.some((name) => variable.name.includes(name))) return value
    return tf.sub(value, tf.mul(value, decay))
  }

  #average({ emaMomentum, emaRest }: StepScalars): void {
    for (const [variable, { average }] of this.#states) {
      average!.assign(tf.add(tf.mul(average!.read(), emaMomentum!), tf.mul(variable.read(), emaRest!)))
    }
    const frequency = this.emaOverwriteFrequency
    if (frequency && courseOf(() => (this.updates + 1) % frequency === 0)) this.#overwrite()
  }

  #overwrite(): void {
    for (const [variable, { average }] of this.#states) if (average) variable.assign(average.read())
  }

  /** Ends training: with `useEma` the variables become their averages. */
  finalize(variables: readonly Variable[] = this.#trained ?? []): void {
    if (!this.useEma) return
    this.#checkKnown(variables)
    this.#overwrite()
  }

  /** Leaves variables out of the weight decay: given ones, and those whose name contains one of the words. */
  excludeFromWeightDecay(options: { variables?: Variable[]; names?: string[] }): void {
    const { variables = [], names = [] } = checkedOptions('Optimizer.excludeFromWeightDecay', options)
    this.#excluded = { variables: new Set(variables), names }
  }

  /** Frees the state. The optimizer cannot be used afterwards. */
  dispose(): void {
    for (const v of this.variables) v.dispose()
  }

  getConfig(): Config {
    return {
      name: this.name,
      learning_rate: this.#schedule ? schedules.serialize(this.#schedule) : this.#rateVariable.number,
      weight_decay: this.weightDecay,
      clipnorm: this.clipnorm,
      global_clipnorm: this.globalClipnorm,
      clipvalue: this.clipvalue,
      use_ema: this.useEma,
      ema_momentum: this.emaMomentum,
      ema_overwrite_frequency: this.emaOverwriteFrequency,
      loss_scale_factor: this.lossScaleFactor,
      gradient_accumulation_steps: this.gradientAccumulationSteps,
    }
  }

  #checkRate(rate: unknown): number | LearningRateSchedule {
    if (rate instanceof LearningRateSchedule || (typeof rate === 'number' && Number.isFinite(rate)))
      return rate
    if (rate && typeof rate === 'object') return schedules.get(rate as LearningRateSchedule)
    throw argumentError(classNameOf(this.constructor), 'a number or a schedule', 'learningRate', rate)
  }

  #checkKnown(variables: readonly Variable[]): void {
    const stranger = variables.find((v) => !this.#states.has(v))
    if (!stranger) return
    throw new KeratinError(
      'ARGUMENT',
      `The optimizer ${this.name} was built for other variables than ${stranger.path}.`,
      {
        hint: 'Make a new optimizer for each set of variables.',
      },
    )
  }

  #reportMissing(variables: readonly Variable[], known: readonly Variable[]): void {
    const missing = variables.filter((v) => !known.includes(v)).map((v) => v.path)
    if (known.length === 0) {
      throw new KeratinError('ARGUMENT', `There is no gradient for any variable: ${missing.join(', ')}.`)
    }
    if (!this.#warned) emitWarning(`The loss does not depend on ${missing.join(', ')}: left as they are.`)
    this.#warned = true
  }
}
