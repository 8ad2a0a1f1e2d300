import { tf } from '../../engine/index.js'
import { KeratinError } from '../../support/errors.js'

/** Values to learn from: a tensor, arrays, or batches one after the other. */
export type AdaptData = tf.Tensor | tf.TensorLike | Iterable<unknown>

const isAsync = (data: unknown): data is AsyncIterable<unknown> =>
  typeof (data as AsyncIterable<unknown> | undefined)?.[Symbol.asyncIterator] === 'function'

/** Batches may hold targets behind the inputs. */
const inputsOf = (batch: unknown): unknown =>
  Array.isArray(batch) && batch[0] instanceof tf.Tensor ? batch[0] : batch

/**
 * Hands all batches of data to `take`, as tensors, then calls `end`. Returns a promise where the data come in one.
 *
 * Tensors that were given stay; those of an asynchronous source are freed behind use, as that hands them over.
 *
 * @throws KeratinError `DATA` if there is no batch
 */
export function eachBatch(
  where: string,
  data: AdaptData | AsyncIterable<unknown>,
  take: (batch: tf.Tensor) => void,
  end: () => void,
): void | Promise<void> {
  let batches = 0
  const one = (batch: unknown) => {
    batches++
    tf.tidy(() => {
      const inputs = inputsOf(batch)
      take(inputs instanceof tf.Tensor ? inputs : tf.tensor(inputs as tf.TensorLike))
    })
  }
  const done = () => {
    if (batches === 0) throw new KeratinError('DATA', `${where}: there are no values to adapt to.`)
    tf.tidy(end)
  }
  if (isAsync(data)) {
    return (async () => {
      for await (const batch of data) {
        try {
          one(batch)
        } finally {
          tf.dispose(batch as tf.TensorContainer)
        }
      }
      done()
    })()
  }
  const isList = !(data instanceof tf.Tensor) && !ArrayBuffer.isView(data)
  const list = isList ? [...(data as Iterable<unknown>)] : []
  // a list of numbers is data itself; a list of tensors or typed arrays is batches
  const ofBatches =
    isList &&
    list.every((v) => v instanceof tf.Tensor || ArrayBuffer.isView(v) || inputsOf(v) instanceof tf.Tensor)
  if (ofBatches) list.forEach(one)
  else one(isList ? list : data)
  done()
}
