/** Types, shapes and what gradients flow through. */
import { constantOf, tf } from '../engine/index.js'
import { isSymbolic, type SymbolicTensor } from '../graph/symbolic.js'
import { define, required } from './define.js'
import { dtypeOf, to } from './dtypes.js'
import { type Given, type Operand, tensorOf } from './operand.js'
import { same } from './shapes.js'
import type { OfOne } from './signatures.js'

/** The numbers as others of type `dtype`; fractions are cut off. https://keras.io/api/ops/core/#cast-function */
export const cast = define<OfOne<[dtype: string] | [options: { dtype: string }]>>({
  className: 'Cast',
  module: 'core',
  takes: ['x'],
  settings: { dtype: required },
  shape: same,
  compute: (x: Operand, { dtype }: { dtype: string }) => to(tensorOf(x), dtypeOf('Cast', dtype)),
})

/** The tensor, through which no gradient flows. https://keras.io/api/ops/core/#stop_gradient-function */
export const stopGradient = define<OfOne>({
  className: 'StopGradient',
  module: 'core',
  takes: ['variable'],
  shape: same,
  compute(given: Operand) {
    const x = tensorOf(given)
    return x.dtype === 'float32' ? constantOf(x, (t) => tf.clone(t)) : tf.clone(x)
  },
})

/** The extents of all axes; null where one is not fixed. https://keras.io/api/ops/core/#shape-function */
export const shape = (x: Operand): (number | null)[] => [...(isSymbolic(x) ? x.shape : tensorOf(x).shape)]
/** The number of axes. https://keras.io/api/ops/numpy/#ndim-function */
export const ndim = (x: Operand): number => shape(x).length

/** A tensor of numbers, of type `dtype` if given; a tensor is what it is. https://keras.io/api/ops/core/#convert_to_tensor-function */
export function convertToTensor(x: SymbolicTensor, dtype?: string | null): SymbolicTensor
export function convertToTensor(x: Given, dtype?: string | null): tf.Tensor
export function convertToTensor(x: Operand, dtype: string | null = null): unknown {
  if (isSymbolic(x))
    return dtype === null || dtypeOf('convertToTensor', dtype) === x.dtype ? x : cast(x, dtype)
  const tensor = tensorOf(x)
  return dtype === null ? tensor : to(tensor, dtypeOf('convertToTensor', dtype))
}
