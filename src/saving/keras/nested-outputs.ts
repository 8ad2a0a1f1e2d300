import type { NodeOperation } from '../../graph/symbolic.js'
import { Model, Sequential } from '../../model/index.js'
import type { TensorPlace } from './format.js'

/**
 * Whether Keras has a model of this kind as a `Functional`. Where a graph ends in one, Keras counts its calls from 1 in
 * `input_layers` and `output_layers`, though from 0 in the arguments of calls.
 */
const isFunctional = (operation: NodeOperation): boolean =>
  operation instanceof Model && !(operation instanceof Sequential) && operation.graph !== undefined

/** A place as `output_layers` names it. */
export const asOutput = (operation: NodeOperation, [name, call, output]: TensorPlace): TensorPlace => [
  name,
  isFunctional(operation) ? call + 1 : call,
  output,
]

/** The call that `output_layers` means, counted from 0; -1 is the last one, as for Keras. */
export const callOfOutput = (operation: NodeOperation, call: number): number =>
  isFunctional(operation) ? call - 1 : call
