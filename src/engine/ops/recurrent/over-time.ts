import { tf } from '../../tf.js'
import type { SequenceResult, WalkOptions } from './options.js'

/** One step in time: from the input at a time and the states before to the output and the states after. */
export type RecurrentStep = (
  x: tf.Tensor,
  states: readonly tf.Tensor[],
) => { output: tf.Tensor; states: tf.Tensor[] }

/**
 * Runs a step over the time axis, one operator after the other: for what no engine has a kernel for.
 *
 * Where the mask is false, states and output stay as they were (or the output is zero, if asked).
 *
 * @param x [batch, steps, ...]
 */
export function overTime(
  step: RecurrentStep,
  x: tf.Tensor,
  initial: readonly tf.Tensor[],
  { mask, goBackwards, zeroOutputForMask, returnSequences }: WalkOptions,
): SequenceResult {
  // copies, because the gradient refers to the lists themselves
  const inputs = [...tf.unstack(x, 1)]
  const masks = mask ? [...tf.unstack(tf.cast(mask, 'bool'), 1)] : []
  if (goBackwards) {
    inputs.reverse()
    masks.reverse()
  }
  const outputs: tf.Tensor[] = []
  let states = [...initial]
  inputs.forEach((input, t) => {
    const next = step(input, states)
    const counts = masks[t]
    if (!counts) {
      outputs.push(next.output)
      states = next.states
      return
    }
    const choose = (yes: tf.Tensor, no: tf.Tensor) =>
      tf.where(tf.reshape(counts, [-1, ...Array<number>(yes.rank - 1).fill(1)]), yes, no)
    const before = (!zeroOutputForMask && outputs.at(-1)) || tf.zerosLike(next.output)
    outputs.push(choose(next.output, before))
    states = next.states.map((state, i) => choose(state, states[i]!))
  })
  return { output: returnSequences ? tf.stack(outputs, 1) : outputs.at(-1)!, states }
}
