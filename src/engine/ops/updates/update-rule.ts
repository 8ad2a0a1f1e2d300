import { KeratinError, showShape } from '../../../support/errors.js'
import { plainNumber } from '../../plan/fed.js'
import { tf } from '../../tf.js'
import type { SharedKernelName } from '../../wasm/exports.js'
import { hasNativeKernels, runKernels } from '../native.js'

/** A number of an optimizer: given as such, or computed by an earlier operator. */
export type UpdateScalar = number | tf.Tensor

/** A rule by which an optimizer changes a parameter and what it remembers of it. */
export interface UpdateRule<Scalars extends object> {
  /** The fused kernel: its addresses are the parameter, slots and gradient, then the new parameter and slots. */
  kernel: SharedKernelName
  /** Whether the kernel takes the squares of the gradient where they are not simply its square. */
  usesSquares: boolean
  /** The numbers that the kernel takes, in its order. */
  kernelScalars(scalars: { [K in keyof Scalars]: number }): number[]
  /** The same with operators: from [parameter, ...slots] to new ones; `squares` gives those of the gradient. */
  compose(
    state: readonly tf.Tensor[],
    gradient: tf.Tensor,
    scalars: Scalars,
    squares: () => tf.Tensor,
  ): tf.Tensor[]
}

/**
 * Applies a rule: a pure function from old values to new tensors, which are the caller's; it does not change what it
 * is given. One pass over memory on the wasm engine, operators elsewhere.
 *
 * @param squares those of the gradient, where they are not simply its square
 */
export function applyUpdate<Scalars extends object>(
  rule: UpdateRule<Scalars>,
  state: readonly tf.Tensor[],
  gradient: tf.Tensor,
  scalars: Scalars,
  squares?: tf.Tensor,
): tf.Tensor[] {
  const [parameter] = state as [tf.Tensor]
  for (const tensor of [...state, gradient]) {
    if (tf.util.arraysEqual(tensor.shape, parameter.shape)) continue
    throw new KeratinError(
      'SHAPE',
      `An optimizer's state and gradient must have the shape ${showShape(parameter.shape)} of the parameter. ` +
        `Received: ${showShape(tensor.shape)}.`,
    )
  }
  const fused = hasNativeKernels() && [...state, gradient].every((t) => t.dtype === 'float32')
  if (!fused) {
    return tf.tidy(() => rule.compose(state, gradient, scalars, () => squares ?? tf.square(gradient)))
  }
  const numbers = Object.fromEntries(
    Object.entries(scalars).map(([key, value]) => [key, plainNumber(value)]),
  ) as { [K in keyof Scalars]: number }
  const inputs: Record<string, tf.Tensor> = Object.fromEntries(
    [...state, gradient].map((tensor, i) => [i, tensor]),
  )
  if (squares) inputs.squares = squares
  return runKernels('KeratinOptimizerUpdate', inputs, {
    kernel: rule.kernel,
    usesSquares: rule.usesSquares,
    scalars: rule.kernelScalars(numbers),
  })
}
