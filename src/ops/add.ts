import { tf } from '../engine/index.js'
import { Operation } from '../graph/operation.js'
import { type SymbolicTensor, symbolicTensorsIn } from '../graph/symbolic.js'
import { type Operand, tensorOf } from './operand.js'

const compute = (x1: Operand, x2: Operand): tf.Tensor => tf.add(tensorOf(x1, x2), tensorOf(x2, x1))

export class Add extends Operation {
  static override readonly className = 'Add'
  static override readonly module = 'keras.src.ops.numpy'

  override call(x1: Operand, x2: Operand): tf.Tensor {
    return compute(x1, x2)
  }
}

/**
 * The sum of two tensors, element by element.
 *
 * Formula: `x1 + x2`. Shapes are broadcast; numbers and arrays are taken as tensors.
 *
 * Input shapes: any two that can be broadcast. Output shape: the common one.
 *
 * @throws KeratinError `SHAPE` if the shapes of symbolic tensors do not fit
 * @example const y = ops.add(x, 1)
 * @see https://keras.io/api/ops/numpy/#add-function
 */
export function add(x1: SymbolicTensor, x2: Operand): SymbolicTensor
export function add(x1: Operand, x2: SymbolicTensor): SymbolicTensor
export function add(x1: Operand, x2: Operand): tf.Tensor
export function add(x1: Operand, x2: Operand): unknown {
  return symbolicTensorsIn([x1, x2]).length > 0 ? new Add().symbolicCall(x1, x2) : compute(x1, x2)
}
