import type { tf } from '../engine/index.js'
import type { SymbolicTensor } from '../graph/symbolic.js'
import type { Given, Operand } from './operand.js'

/** A function of one tensor; `P` is what may follow, by position or as options. */
export interface OfOne<P extends readonly unknown[] = []> {
  (x: SymbolicTensor, ...rest: P): SymbolicTensor
  (x: Given, ...rest: P): tf.Tensor
}

/** A function from one tensor to several. */
export interface ToMany<P extends readonly unknown[] = []> {
  (x: SymbolicTensor, ...rest: P): SymbolicTensor[]
  (x: Given, ...rest: P): tf.Tensor[]
}

/** A function of two tensors. */
export interface OfTwo<P extends readonly unknown[] = []> {
  (x1: SymbolicTensor, x2: Operand, ...rest: P): SymbolicTensor
  (x1: Operand, x2: SymbolicTensor, ...rest: P): SymbolicTensor
  (x1: Given, x2: Given, ...rest: P): tf.Tensor
}

/** A function of three tensors. */
export interface OfThree<P extends readonly unknown[] = []> {
  (x1: SymbolicTensor, x2: Operand, x3: Operand, ...rest: P): SymbolicTensor
  (x1: Operand, x2: SymbolicTensor, x3: Operand, ...rest: P): SymbolicTensor
  (x1: Operand, x2: Operand, x3: SymbolicTensor, ...rest: P): SymbolicTensor
  (x1: Given, x2: Given, x3: Given, ...rest: P): tf.Tensor
}

/** A function of a list of tensors. */
export interface OfList<P extends readonly unknown[] = []> {
  (xs: readonly SymbolicTensor[], ...rest: P): SymbolicTensor
  (xs: readonly Given[], ...rest: P): tf.Tensor
  (xs: readonly Operand[], ...rest: P): SymbolicTensor
}
