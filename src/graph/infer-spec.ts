import { tf } from '../engine/index.js'
import { KeratinError } from '../support/errors.js'
import { ForwardPass } from './forward-pass.js'
import { tracing } from './stand-ins.js'
import {
  computable,
  type SymbolicTensor,
  symbolicTensorsIn,
  type TensorSpec,
  type TensorSpecs,
} from './symbolic.js'

/**
 * Finds shapes and dtypes of what a function gives for symbolic tensors, by running it on real ones with two different
 * numbers in the place of what is not fixed: what differs between both results is not fixed either.
 *
 * @param where whose outputs these are, for the message
 * @throws KeratinError `SHAPE` if it fails, with its own error as the cause
 */
export function inferSpec(
  where: string,
  args: unknown,
  compute: (args: unknown, pass: ForwardPass) => tf.Tensor | tf.Tensor[],
): TensorSpecs {
  const run = (which: 0 | 1): TensorSpecs =>
    tracing(which, (standIn) => {
      let specs: TensorSpecs = []
      const pass = new TrialPass()
      tf.tidy(() => {
        try {
          const made = new Map<SymbolicTensor, tf.Tensor>()
          const real = (t: SymbolicTensor) => {
            const known = made.get(t) ?? standIn(t)
            made.set(t, known)
            return known
          }
          const outputs = compute(computable(args, real), pass)
          specs = Array.isArray(outputs) ? outputs.map(specOf) : specOf(outputs)
        } catch (cause) {
          throw cannotInfer(where, cause)
        } finally {
          pass.discard()
        }
      })
      return specs
    })
  const small = run(0)
  if (symbolicTensorsIn(args).every((t) => !t.shape.includes(null))) return small
  const large = [run(1)].flat()
  const open = [small].flat().map(({ shape, dtype }, i) => ({
    shape: shape.map((d, axis) => (d === large[i]?.shape[axis] ? d : null)),
    dtype,
  }))
  return Array.isArray(small) ? open : open[0]!
}

/** A pass that leaves nothing behind: no state, and random streams stay where they are. */
export class TrialPass extends ForwardPass {
  override seed(): [number, number] {
    return [0, 0]
  }
}

function specOf(output: tf.Tensor): TensorSpec {
  if (output instanceof tf.Tensor) return { shape: [...output.shape], dtype: output.dtype }
  throw new KeratinError('ARGUMENT', 'It must give a tensor or a list of tensors.', {
    hint: 'Return the result of tf operators or of other layers.',
  })
}

const cannotInfer = (where: string, cause: unknown) =>
  new KeratinError(
    'SHAPE',
    `The output shape of ${where} cannot be found: ${cause instanceof Error ? cause.message : String(cause)}`,
    { hint: 'Mend its call, or tell the shape in computeOutputShape.', cause },
  )
