import { tf } from './tf.js'
import { KeratinWasmBackend } from './wasm/backend.js'

/**
 * Rows of a tensor as a tensor, for a while: on the embedded engine they are not copied, and keep all of the memory
 * that they lie in for as long as they live.
 */
export function lentRows(x: tf.Tensor, start: number, count: number): tf.Tensor {
  const backend = tf.backend()
  const lent = backend instanceof KeratinWasmBackend ? backend.lendRows(x, start, count) : undefined
  return lent ? tf.engine().makeTensorFromTensorInfo(lent) : tf.slice(x, start, count)
}
