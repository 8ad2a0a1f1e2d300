import { tf } from './tf.js'
import { KeratinWasmBackend } from './wasm/backend.js'

/**
 * A new tensor of float32 whose numbers `fill` writes, all of them, into an array of anything: on the embedded engine
 * where they stay, so that many need room only once. `fill` may use no tensors.
 */
export function filledTensor(shape: number[], fill: (values: Float32Array) => void): tf.Tensor {
  const backend = tf.backend()
  if (!(backend instanceof KeratinWasmBackend)) {
    const values = new Float32Array(tf.util.sizeFromShape(shape))
    fill(values)
    return tf.tensor(values, shape, 'float32')
  }
  const info = backend.makeOutput(shape, 'float32')
  try {
    fill(backend.view(info) as Float32Array)
  } catch (error) {
    backend.disposeData(info.dataId)
    throw error
  }
  return tf.engine().makeTensorFromTensorInfo(info)
}
