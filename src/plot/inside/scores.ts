import { logitsOf, tf } from '../../engine/index.js'
import { argumentError, KeratinError, showShape } from '../../support/errors.js'

/** The class that is asked about: one for all samples, or one for each. Default: what the model takes each for. */
export type ClassIndex = number | readonly number[]

/** How many classes an output tells apart; one number tells two. */
function classesOf(where: string, output: tf.Tensor): number {
  if (output.rank === 2) return Math.max(2, output.shape[1]!)
  throw new KeratinError(
    'UNSUPPORTED',
    `${where}: the model is no classifier: its output has shape ${showShape(output.shape)}.`,
    {
      hint: 'It takes models with an output of shape [batch, classes], or [batch, 1] for two.',
    },
  )
}

/** The class of each sample that is asked about. */
export function wantedClasses(where: string, output: tf.Tensor, asked: ClassIndex | undefined): Int32Array {
  const [count, classes] = [output.shape[0]!, classesOf(where, output)]
  if (asked === undefined) return predictedClasses(output)
  const list = typeof asked === 'number' ? Array<number>(count).fill(asked) : asked
  const fits = Array.isArray(list) && list.length === count
  if (!fits) throw argumentError(where, `a class, or one for each of ${count} samples`, 'classIndex', asked)
  for (const index of list)
    if (!(Number.isInteger(index) && index >= 0 && index < classes))
      throw argumentError(where, `from 0 to ${classes - 1}`, 'classIndex', index)
  return Int32Array.from(list)
}

function predictedClasses(output: tf.Tensor): Int32Array {
  const values = output.dataSync()
  const [count, width] = output.shape as [number, number]
  if (width > 1) return tf.tidy(() => tf.argMax(output, -1).dataSync() as Int32Array).slice()
  const half = isProbability(values) ? 0.5 : 0
  return Int32Array.from({ length: count }, (_, i) => (values[i]! > half ? 1 : 0))
}

const isProbability = (values: ArrayLike<number>): boolean =>
  Array.from(values).every((v) => v >= 0 && v <= 1)

/** How much the model holds each sample for its class, added up: before softmax or sigmoid where there is one. */
export function scoreOf(output: tf.Tensor, classes: Int32Array): tf.Tensor {
  const scores = logitsOf(output) ?? output
  if (output.shape[1] === 1) {
    const signs = Float32Array.from(classes, (c) => (c === 1 ? 1 : -1))
    return tf.sum(tf.mul(tf.reshape(scores, [-1]), tf.tensor1d(signs)))
  }
  const wanted = tf.oneHot(tf.tensor1d(classes, 'int32'), output.shape[1]!)
  return tf.sum(tf.mul(scores, tf.cast(wanted, 'float32')))
}

/** The probability of each sample's class; of an output that is none, by softmax or sigmoid. */
export function probabilitiesFor(output: tf.Tensor, classes: ArrayLike<number>): number[] {
  const width = output.shape[1]!
  const values = output.dataSync()
  const probable = isProbability(values)
  return Array.from(classes, (c, i) => {
    const row = Array.from(values.slice(i * width, (i + 1) * width))
    if (width === 1) {
      const p = probable ? row[0]! : 1 / (1 + Math.exp(-row[0]!))
      return c === 1 ? p : 1 - p
    }
    if (probable) return row[c]!
    const most = Math.max(...row)
    const powers = row.map((v) => Math.exp(v - most))
    return powers[c]! / powers.reduce((a, b) => a + b, 0)
  })
}
