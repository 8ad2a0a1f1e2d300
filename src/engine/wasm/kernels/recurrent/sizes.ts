import { activationCodes, type NativeActivation } from '../../activation.js'
import type { KernelArgs } from '../../kernel.js'

export type Sizes = ReturnType<typeof sizesOf>

/** Sizes of a recurrent layer with so many gates, as inputs and attributes of its kernels give them. */
export function sizesOf({ inputs, attrs }: KernelArgs, gates: number) {
  const [B, T, I] = inputs.x.shape as [number, number, number]
  const U: number = inputs.recurrentKernel.shape[0]
  const W = Math.ceil(U / 8) * 8
  const code = (name: string) => activationCodes[name as NativeActivation]
  return {
    ...{ B, T, I, U, W, gates },
    /** Rows per sequence of the output: all steps or the last one, and the final states that are asked for. */
    rows: (attrs.returnSequences ? T : 1) + (attrs.stateRows as number),
    /** Bytes of a row of units. */
    row: W * 4,
    /** Bytes of the recurrent kernel, packed. */
    packed: gates * W * W * 4,
    reverse: Number(attrs.goBackwards),
    /** How the outputs were made: see `recurrentOutput` of the kernels. */
    outputFlags: [attrs.zeroOutputForMask, attrs.returnSequences, attrs.stateRows].map(Number),
    code: code(attrs.activation),
    gateCode: code(attrs.recurrentActivation),
    /** Operations of one pass through time, as far as they can be shared out: by sequences. */
    work: B === 1 ? 0 : 2 * B * T * gates * U * W + 60 * B * T * gates * W,
  }
}
