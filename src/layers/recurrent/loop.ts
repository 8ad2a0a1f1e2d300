import { tf } from '../../engine/index.js'
import type { Mask } from '../layer.js'

/** One step of a cell: from the input at a time and the state before to the output and the state after. */
export type Step = (x: tf.Tensor, states: readonly tf.Tensor[]) => { output: tf.Tensor; states: tf.Tensor[] }

export interface LoopOptions {
  mask: Mask
  goBackwards: boolean
  zeroOutputForMask: boolean
}

/**
 * Runs a cell over the time axis, one operator after the other: for cells that no engine has a kernel for.
 *
 * Where the mask is false, state and output stay as they were (or the output is zero, if asked).
 */
export function loop(
  step: Step,
  x: tf.Tensor,
  initial: readonly tf.Tensor[],
  { mask, goBackwards, zeroOutputForMask }: LoopOptions,
): { outputs: tf.Tensor[]; states: tf.Tensor[] } {
  // copies, because the gradient refers to the lists themselves
  const inputs = [...tf.unstack(x, 1)]
  const masks = mask ? [...tf.unstack(mask, 1)] : []
  if (goBackwards) {
    inputs.reverse()
    masks.reverse()
  }
  const outputs: tf.Tensor[] = []
  let states = [...initial]
  inputs.forEach((input, t) => {
    const next = step(input, states)
    const counts = masks[t] && tf.expandDims(masks[t], -1)
    if (!counts) {
      outputs.push(next.output)
      states = next.states
      return
    }
    const before = (!zeroOutputForMask && outputs.at(-1)) || tf.zerosLike(next.output)
    outputs.push(tf.where(counts, next.output, before))
    states = next.states.map((state, i) => tf.where(counts, state, states[i]!))
  })
  return { outputs, states }
}
