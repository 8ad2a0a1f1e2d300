import { tf, Variable } from '../../engine/index.js'
import { oneShape, pythonShape, type Shape, type Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'
import { axesOf } from '../normalization/axes.js'
import { type AdaptData, eachBatch } from './adapting.js'

/** A number, or nested lists of them. */
type Values = number | readonly Values[]

interface NormalizationOptions extends LayerOptions {
  /** Axes that have a mean and variance of their own each; null for one of all. Default -1. */
  axis?: number | readonly number[] | null
  /** Default: what `adapt` finds. */
  mean?: Values | null
  variance?: Values | null
  /** Whether to go back from normalized to original values. Default false. */
  invert?: boolean
}

/** The smallest standard deviation that is divided by. */
const EPSILON = 1e-7

class NormalizationClass extends Layer {
  static override readonly className = 'Normalization'
  static override readonly floatSettings: readonly string[] = ['mean', 'variance']
  override readonly supportsMasking = true
  readonly axis: readonly number[]
  readonly mean: Values | null
  readonly variance: Values | null
  readonly invert: boolean
  #kept: number[] = []
  #mean: Variable | undefined
  #variance: Variable | undefined

  constructor(options?: NormalizationOptions)
  constructor(axis: number | readonly number[] | null, options?: NormalizationOptions)
  constructor(...args: unknown[]) {
    const options = named<NormalizationOptions>(['axis'], args, new.target.className)
    super(options)
    const { axis = -1, mean = null, variance = null, invert = false } = options
    this.axis = axis === null ? [] : [axis].flat()
    if ((mean === null) !== (variance === null)) {
      throw argumentError('Normalization', 'given together with variance, or neither', 'mean', mean)
    }
    this.mean = mean
    this.variance = variance
    this.invert = invert
  }

  override build(inputShape: Shapes): void {
    const shape = oneShape(inputShape)
    this.#kept = axesOf(this, this.axis, shape)
    if (this.mean !== null) return
    const extents = this.#kept.map((axis) => shape[axis]!)
    const weight = (name: string, initializer: string) =>
      this.addWeight(name, extents, { initializer, trainable: false })
    this.#mean = weight('mean', 'zeros')
    this.#variance = weight('variance', 'ones')
    // nothing reads it, but files have it
    this.adoptWeight(
      new Variable({
        name: 'count',
        shape: [],
        dtype: 'int32',
        storedDtype: 'int64',
        trainable: false,
        initial: () => tf.scalar(0, 'int32'),
      }),
    )
  }

  /** Along the kept axes, for a tensor of so many axes. */
  #wide(values: tf.Tensor, rank: number): tf.Tensor {
    const wide = Array<number>(rank).fill(1)
    // fewer values than kept axes belong to the last of these
    values.shape.forEach((d, i) => {
      wide[this.#kept[this.#kept.length - values.rank + i]!] = d
    })
    return tf.reshape(values, wide)
  }

  override call(x: tf.Tensor): tf.Tensor {
    const values = (given: Values | null, weight: Variable | undefined) =>
      this.#wide(weight ? weight.read() : tf.tensor(given as number), x.rank)
    const mean = values(this.mean, this.#mean)
    const stddev = tf.maximum(tf.sqrt(values(this.variance, this.#variance)), EPSILON)
    const input = tf.cast(x, 'float32')
    return this.invert ? tf.add(mean, tf.mul(input, stddev)) : tf.div(tf.sub(input, mean), stddev)
  }

  /**
   * Takes mean and variance from data, instead of those it had.
   *
   * @param data a tensor or array with the batch axis, or batches one after the other (a Dataset too); batches may be
   *   `[x, y]`
   * @returns a promise if the data come in one, as those of a Dataset
   * @throws KeratinError `ARGUMENT` if mean and variance were given; `SHAPE` if batches do not fit; `DATA` if there are none
   * @example layer.adapt(tf.tensor([[1, 2], [3, 4]]))
   */
  adapt(data: AdaptData): void
  adapt(data: AsyncIterable<unknown>): Promise<void>
  adapt(data: AdaptData | AsyncIterable<unknown>): void | Promise<void> {
    if (this.mean !== null) {
      throw argumentError(`Normalization "${this.name}"`, 'left out to adapt to data', 'mean', this.mean)
    }
    let count = 0
    let mean: tf.Tensor | undefined
    let variance: tf.Tensor | undefined
    const forget = () => tf.dispose([mean, variance].filter((t) => t !== undefined))
    const take = (given: tf.Tensor) => {
      const batch = tf.cast(given, 'float32')
      this.ensureBuilt(batch.shape)
      this.#check(batch.shape)
      const reduced = batch.shape.map((_, axis) => axis).filter((axis) => !this.#kept.includes(axis))
      const found = tf.moments(batch, reduced)
      const n = reduced.reduce((product, axis) => product * batch.shape[axis]!, 1)
      const share = n / (count + n)
      count += n
      const [before, spread] = [mean ?? found.mean, variance ?? found.variance]
      const next = tf.add(tf.mul(before, 1 - share), tf.mul(found.mean, share))
      const around = (m: tf.Tensor, v: tf.Tensor) => tf.add(v, tf.square(tf.sub(m, next)))
      const both = tf.add(
        tf.mul(around(before, spread), 1 - share),
        tf.mul(around(found.mean, found.variance), share),
      )
      forget()
      mean = tf.keep(next)
      variance = tf.keep(both)
    }
    const end = () => {
      this.#mean!.assign(mean!)
      this.#variance!.assign(variance!)
    }
    return finallyDo(() => eachBatch(`Normalization "${this.name}"`, data, take, end), forget)
  }

  #check(shape: Shape): void {
    const built = oneShape(this.builtShape!)
    if (shape.length === built.length && this.#kept.every((axis) => shape[axis] === built[axis])) return
    throw new KeratinError(
      'SHAPE',
      `Normalization "${this.name}" was built for ${pythonShape(built)}. Received: data of shape ${pythonShape(shape)}.`,
    )
  }

  override buildFromConfig({ input_shape }: Config): void {
    if (Array.isArray(input_shape)) this.ensureBuilt(input_shape as Shape)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    const { axis, invert, mean, variance } = this
    return { ...super.getConfig(), axis, invert, mean, variance }
  }
}

/** Runs `after` behind something that may end at once, later, or with an error. */
function finallyDo(body: () => void | Promise<void>, after: () => void): void | Promise<void> {
  let result: void | Promise<void>
  try {
    result = body()
  } catch (error) {
    after()
    throw error
  }
  if (result) return result.finally(after)
  after()
}

/**
 * Brings inputs to mean 0 and variance 1: `(x - mean) / sqrt(variance)`, with mean and variance given or learnt from
 * data by `adapt`.
 *
 * @param options.axis axes that have a mean and variance of their own each; null for one of all. Default -1
 * @param options.mean, variance a number, or one for each element of the axes. Default: what `adapt` finds
 * @param options.invert whether to go back, `x · sqrt(variance) + mean`. Default false
 *
 * Input shape: any. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if only one of mean and variance is given; `SHAPE` if an axis has no fixed extent
 * @example
 * const layer = Normalization()
 * layer.adapt(tf.tensor([[1, 10], [3, 30]]))
 * layer(tf.tensor([[1, 10]])) // [[-1, -1]]
 * @see https://keras.io/api/layers/preprocessing_layers/numerical/normalization/
 */
export const Normalization = callableClass(NormalizationClass)
export type Normalization = NormalizationClass
