import {
  type constraints,
  type initializers,
  type losses,
  type metrics,
  type optimizers,
  type regularizers,
  type schedules,
  tf,
  Variable,
} from 'keratin'
import { RandomStream } from '../../../src/support/random.js'

/** Settings in the open are heard by what they do: what objects make of fixed numbers. */
type Effect = (made: never) => unknown

const targets = () => tf.tensor2d([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0], [4, 3])
const scores = () => tf.tensor2d([0.7, 0.2, 0.1, 0.3, 0.4, 0.3, 0.5, 0.3, 0.2, 0.1, 0.3, 0.6], [4, 3])
const classes = () => tf.tensor1d([0, 1, 2, 1], 'int32')
const two = () =>
  tf.tensor2d(
    Array.from({ length: 60 }, (_, i) => Number(Math.sin(i * i) > 0)),
    [30, 2],
  )
const twoScores = () =>
  tf.tensor2d(
    Array.from({ length: 60 }, (_, i) => 0.5 + 0.25 * (Math.sin(i * i) + Math.cos(7 * i))),
    [30, 2],
  )
const weight = () => tf.tensor1d([1, 0.5, 2, 0.25])
const numbers = () => tf.tensor2d([-2, 3, 0.5, 1, -4, 0.25], [3, 2])
const pictures = () =>
  tf.tensor4d(
    Array.from({ length: 24 }, (_, i) => Math.sin(i)),
    [2, 2, 2, 3],
  )

/** Targets and predictions that a loss or a metric tells its settings apart on. */
function pairs(name: string): [tf.Tensor, tf.Tensor, tf.Tensor?][] {
  if (/^CTC$/.test(name))
    return [
      [
        tf.tensor2d([1, 2, 2, 1], [2, 2], 'int32'),
        tf.tensor3d(
          Array.from({ length: 24 }, (_, i) => Math.sin(i)),
          [2, 4, 3],
        ),
      ],
    ]
  if (/^Circle$/.test(name))
    return [
      [classes(), tf.mul(scores(), 1.5)],
      [tf.tensor1d([0, 0, 1, 1], 'int32'), scores()],
    ]
  if (/^(Sparse|CategoricalGeneralized)/.test(name)) return [[classes(), scores(), weight()]]
  if (/^(Mean)?IoU$/.test(name)) {
    return [
      [tf.tensor1d([0, 1, 1, 0]), tf.tensor1d([0, 1, 0, 0]), tf.tensor1d([0.5, 1.5, 1.5, 0.25])],
      [two(), tf.cast(tf.greater(twoScores(), 0.5), 'float32')],
    ]
  }
  if (/^OneHot.*IoU$/.test(name))
    return [
      [
        tf.oneHot([0, 1, 1, 0], 2),
        tf.tensor2d([0.6, 0.4, 0.2, 0.8, 0.7, 0.3, 0.9, 0.1], [4, 2]),
        tf.tensor1d([0.5, 1.5, 1.5, 0.25]),
      ],
    ]
  if (/^BinaryIoU$/.test(name)) return [[two(), twoScores(), tf.add(twoScores(), 0.75)]]
  if (/^(AUC|BinaryAccuracy)$|Precision|Recall|Sensitivity|Specificity|Positives|Negatives/.test(name))
    return [[two(), twoScores()]]
  return [
    [targets(), scores(), weight()],
    [tf.reshape(targets(), [2, 2, 3]), tf.reshape(scores(), [2, 2, 3]), tf.reshape(weight(), [2, 2])],
    [two(), twoScores()],
  ]
}

const attempt = (run: () => tf.Tensor): unknown => {
  try {
    return [...run().dataSync()]
  } catch (error) {
    return (error as Error).message
  }
}

const className = (made: object) => (made.constructor as unknown as { className: string }).className

/** What can be done with the objects of a family. */
export const effects: Record<string, Effect> = {
  losses: (loss: losses.Loss) =>
    pairs(className(loss)).map(([y, p, w]) => [attempt(() => loss(y, p)), attempt(() => loss(y, p, w))]),
  metrics: (metric: metrics.Metric) =>
    /^(Mean|Sum)$/.test(className(metric))
      ? [...metric(tf.tensor1d([1, 2])).dataSync()]
      : pairs(className(metric))
          .flatMap(([y, p, w]) => [[y, p] as const, [y, p, w] as const])
          .map(([y, p, w]) => {
            metric.resetState()
            return [attempt(() => metric(y, p, w)), metric.direction]
          }),
  initializers: (initializer: initializers.Initializer) =>
    [
      [4, 4],
      [2, 3, 3, 5],
    ]
      .slice(0, /Identity/.test(className(initializer)) ? 1 : 2)
      .map((shape) => {
        const drawn = initializer.initialize(shape, 'float32', new RandomStream(7))
        return [...drawn.dataSync()]
      }),
  regularizers: (regularizer: regularizers.Regularizer) => [...regularizer.apply(numbers()).dataSync()],
  constraints: (constraint: constraints.Constraint) =>
    [numbers(), pictures()].map((x) => [...constraint.apply(x).dataSync()]),
  schedules: (schedule: schedules.LearningRateSchedule) =>
    [0, 1, 2, 5, 9, 12, 15, 30, 50].map((step) => schedule.at(step)),
  optimizers: (optimizer: optimizers.Optimizer) => {
    const variables = [
      new Variable({ shape: [3], initial: () => tf.tensor1d([1, -2, 0.5]), name: 'a' }),
      new Variable({ shape: [2, 2], initial: () => tf.tensor2d([1, -1, 2, 0.1], [2, 2]), name: 'b' }),
    ]
    for (let i = 0; i < 7; i++) {
      const size = (at: number) => Math.sin(at + i * (at + 1)) * (i % 3 === 1 ? 9 : 0.5)
      const gradients = [tf.tensor1d([0, 1, 2].map(size)), tf.tensor2d([3, 4, 5, 6].map(size), [2, 2])]
      optimizer.apply(gradients, variables)
      if (i === 5) optimizer.finalize(variables)
    }
    return variables.map((v) => [...v.read().dataSync()])
  },
}
