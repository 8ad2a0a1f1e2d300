import { tf } from '../../tf.js'
import type { KeratinWasmBackend } from '../backend.js'
import { variablesThatShare } from './variables.js'

/** The same values in memory of their own. */
function copy(backend: KeratinWasmBackend, { shape, dtype, dataId, size }: tf.Tensor): tf.Tensor {
  const made = backend.makeOutput(shape, dtype)
  if (dtype === 'string') {
    // text does not lie in memory
    backend.dataIdMap.get(made.dataId).stringBytes = backend.dataIdMap.get(dataId).stringBytes!
  } else {
    const [from, to] = [dataId, made.dataId].map((id) => backend.dataIdMap.get(id).memoryOffset) as [
      number,
      number,
    ]
    backend.copy(from, to, size * tf.util.bytesPerElement(dtype))
  }
  return tf.engine().makeTensorFromTensorInfo(made)
}

/** Copies of tensors; what is given twice is one copy. */
export function copied(backend: KeratinWasmBackend, tensors: readonly tf.Tensor[]): tf.Tensor[] {
  const copies = new Map<object, tf.Tensor>()
  return tensors.map((t) => {
    const made = copies.get(t.dataId) ?? copy(backend, t)
    copies.set(t.dataId, made)
    return made
  })
}

/** Gives each variable values of its own: where two share theirs, a recording could not tell them apart. */
export function separateVariables(backend: KeratinWasmBackend): void {
  for (const variable of variablesThatShare()) {
    if (!backend.dataIdMap.has(variable.dataId)) continue
    const own = copy(backend, variable)
    variable.assign(own as tf.Tensor<tf.Rank>)
    own.dispose()
  }
}
