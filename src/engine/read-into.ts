import { tf } from './tf.js'
import { KeratinWasmBackend } from './wasm/backend.js'

/** Reads the numbers of a tensor into an array from a place on, on the embedded engine without a copy in between. */
export function readInto(target: Float32Array | Int32Array | Uint8Array, x: tf.Tensor, place: number): void {
  const backend = tf.backend()
  const lies = backend instanceof KeratinWasmBackend && x.dtype !== 'string' && x.dtype !== 'complex64'
  target.set(
    lies && backend.dataIdMap.has(x.dataId) ? backend.view(x) : (x.dataSync() as typeof target),
    place,
  )
}
