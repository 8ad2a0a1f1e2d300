import { argumentError, KeratinError } from '../support/errors.js'
import { checkedOptions } from '../support/options.js'
import { randomState, setRandomState } from '../support/random.js'
import { type BatchStream, Callback, type DataLike, type Logs } from '../training/index.js'
import { type LearningRateCurve, smooth, steepestDescent } from '../training/learning-rate-curve.js'
import { assignValues } from '../training/weight-values.js'
import type { Model } from './model.js'

export interface FindLearningRateOptions {
  /** The first rate. Default 1e-6. */
  minRate?: number
  /** The last rate. Default 1. */
  maxRate?: number
  /** Batches, and rates. Default 100. */
  steps?: number
  /** Samples of a batch; left out for data that comes in batches. Default 32. */
  batchSize?: number
  /** The test ends when the loss is so many times its least. Default 4. */
  stopFactor?: number
  signal?: AbortSignal
}

/** What `findLearningRate` gives: the curve, and the rate that it suggests. */
export interface FoundLearningRate extends LearningRateCurve {
  /** Where the loss falls fastest. */
  readonly suggestion: number
}

/**
 * A learning-rate range test: trains while the rate rises from batch to batch, rateᵢ = min · (max / min)^(i / (steps − 1)),
 * until the loss grows, and suggests the rate at which it fell fastest. Weights, optimizer and random streams are as before
 * afterwards.
 *
 * @param model compiled, with a number as learning rate; its shapes must be known
 * @param x inputs as for `fit`: arrays and tensors, or data in batches, which must be there anew each time it is opened
 * @param y targets; left out for data in batches
 * @param options.minRate the first rate. Default 1e-6
 * @param options.maxRate the last rate. Default 1
 * @param options.steps batches, and rates. Default 100
 * @param options.batchSize samples of a batch. Default 32
 * @param options.stopFactor the test ends when the loss is so many times its least. Default 4
 * @param options.signal ends it
 *
 * @returns `suggestion`, and the curve: `rates`, `losses`, `smoothed`
 * @throws KeratinError `NOT_COMPILED`, `NOT_BUILT`; `ARGUMENT` for a schedule, or if the loss falls nowhere
 * @example
 * const model = Sequential([Input({ shape: [2] }), Dense(1)])
 * model.compile({ optimizer: 'sgd', loss: 'mse' })
 * const x = tf.randomNormal([256, 2])
 * const { suggestion } = await findLearningRate(model, x, x.sum(1, true), { minRate: 1e-4 })
 * @see https://arxiv.org/abs/1506.01186
 */
export async function findLearningRate(
  model: Model,
  x: DataLike | BatchStream,
  y?: DataLike,
  options: FindLearningRateOptions = {},
): Promise<FoundLearningRate> {
  const {
    minRate = 1e-6,
    maxRate = 1,
    steps = 100,
    batchSize,
    stopFactor = 4,
    signal,
  } = checkedOptions('findLearningRate', options)
  const fail = (expected: string, name: string, value: unknown) =>
    argumentError('findLearningRate', expected, name, value)
  if (!(minRate > 0)) throw fail('above 0', 'minRate', minRate)
  if (!(maxRate > minRate && Number.isFinite(maxRate))) throw fail('above minRate', 'maxRate', maxRate)
  if (!(Number.isInteger(steps) && steps >= 20)) throw fail('a whole number of at least 20', 'steps', steps)
  if (!(stopFactor > 1)) throw fail('above 1', 'stopFactor', stopFactor)
  const { optimizer } = model
  if (!optimizer) {
    throw new KeratinError('NOT_COMPILED', 'findLearningRate needs a compiled model.', {
      hint: 'Call model.compile({ optimizer, loss }) first.',
    })
  }
  if (!model.isBuilt) {
    throw new KeratinError('NOT_BUILT', 'findLearningRate needs a model whose shapes are known.', {
      hint: 'Begin the model with Input({ shape }), or call model.build(shape).',
    })
  }
  optimizer.build(model.trainableWeights)
  const { streams = [], variables = [] } = model.carried ?? {}
  const kept = [...model.weights, ...optimizer.variables, ...variables]
  const values = kept.map((variable) => variable.data())
  const [random, own] = [randomState(), streams.map((stream) => stream.state)]
  const rates = Array.from({ length: steps }, (_, i) => minRate * (maxRate / minRate) ** (i / (steps - 1)))
  const test = new RangeTest(rates, stopFactor)
  try {
    // an epoch has one step at least
    const given = { ...(batchSize !== undefined && { batchSize }), ...(signal && { signal }) }
    await model.fit(x, y, { ...given, epochs: steps, verbose: 0, callbacks: [test] })
    signal?.throwIfAborted()
  } finally {
    assignValues(kept, values, 'state of the model')
    for (const [i, stream] of streams.entries()) stream.state = own[i]!
    setRandomState(random)
    model.stopTraining = false
  }
  const { losses } = test
  const curve = { rates: rates.slice(0, losses.length), losses, smoothed: smooth(losses) }
  return { ...curve, suggestion: steepestDescent(curve) }
}

/** Sets a rate for each batch, and notes the loss of it. */
class RangeTest extends Callback {
  readonly losses: number[] = []
  /** The sum of the losses of this epoch. */
  #sum = 0

  constructor(
    readonly rates: readonly number[],
    readonly stopFactor: number,
  ) {
    super()
  }

  override onTrainBatchBegin(batch: number): void {
    if (batch === 0) this.#sum = 0
    this.model.optimizer!.learningRate = this.rates[this.losses.length]!
  }

  override onTrainBatchEnd(batch: number, logs: Logs): void {
    // results are means of the epoch until now; that a last batch may be smaller makes it count less, no more
    const sum = logs.loss! * (batch + 1)
    const loss = sum - this.#sum
    this.#sum = sum
    if (Number.isFinite(loss)) this.losses.push(loss)
    const now = smooth(this.losses)
    const isOver = now.at(-1)! > this.stopFactor * Math.min(...now)
    if (!Number.isFinite(loss) || isOver || this.losses.length === this.rates.length)
      this.model.stopTraining = true
  }
}
