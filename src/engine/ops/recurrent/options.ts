import { KeratinError, showShape } from '../../../support/errors.js'
import { tf } from '../../tf.js'

/** How a recurrent layer walks over a sequence, and what is wanted of it. */
export interface WalkOptions {
  /** Which steps count, [batch, steps]; at others the states stay as they were. Default: all. */
  mask?: tf.Tensor | null
  /** Whether the last step is processed first; outputs are in the order of processing. Default false. */
  goBackwards?: boolean
  /** Whether outputs of steps that do not count are zero, instead of repeating the one before. Default false. */
  zeroOutputForMask?: boolean
  /** Whether all outputs are wanted, or the last one. Default false. */
  returnSequences?: boolean
}

/** What the operators of recurrent layers share. */
export interface RecurrentOptions extends WalkOptions {
  /** Name of the activation; `tanh`, `relu`, `sigmoid` and `linear` have kernels. Default `tanh`. */
  activation?: string
  /** Computes an activation of another name. */
  activationFn?: (x: tf.Tensor) => tf.Tensor
  /** The states before the first step, each [batch, units]. Default: zeros. */
  initialState?: readonly tf.Tensor[] | null
  /** Whether the final states are wanted. Default false. */
  returnState?: boolean
  /** Factors of the inputs of each gate, [gates, batch, inputs]: dropout. Default: none. */
  inputMask?: tf.Tensor | null
  /** Factors of the state before it meets the recurrent kernel, [gates, batch, units]: dropout. Default: none. */
  recurrentMask?: tf.Tensor | null
}

/** Options of layers whose gates have an activation of their own. */
export interface GatedOptions extends RecurrentOptions {
  /** Name of the activation of the gates; the same ones have kernels. Default `sigmoid`. */
  recurrentActivation?: string
  /** Computes an activation of another name. */
  recurrentActivationFn?: (x: tf.Tensor) => tf.Tensor
}

export interface SequenceResult {
  /** [batch, steps, units] with returnSequences, else [batch, units]. */
  output: tf.Tensor
  /** The states after the last step, each [batch, units]; none unless they are asked for. */
  states: tf.Tensor[]
}

/** The inputs and weights of a recurrent layer. */
export interface RecurrentInputs {
  x: tf.Tensor3D
  kernel: tf.Tensor2D
  recurrentKernel: tf.Tensor2D
  bias: tf.Tensor | null
}

/** @throws KeratinError `SHAPE` if shapes do not fit a layer of so many gates and states, naming the argument */
export function checkShapes(
  where: string,
  { x, kernel, recurrentKernel, bias }: RecurrentInputs,
  { mask, initialState, inputMask, recurrentMask }: RecurrentOptions,
  { gates, states, biasShape }: { gates: number; states: number; biasShape: number[] },
): void {
  const [batch, steps, inputs] = x.shape as [number, number, number]
  const units = recurrentKernel.shape[0]!
  const refuse = (name: string, expected: string, received: string) => {
    throw new KeratinError('SHAPE', `${where}: ${name} must ${expected}. Received: ${received}.`)
  }
  const expect = (name: string, tensor: tf.Tensor | null | undefined, shape: number[]) => {
    if (!tensor || tf.util.arraysEqual(tensor.shape, shape)) return
    refuse(name, `have shape ${showShape(shape)}`, `shape ${showShape(tensor.shape)}`)
  }
  if (x.rank !== 3 || steps === 0)
    refuse('x', 'have shape [batch, steps, inputs], steps > 0', `shape ${showShape(x.shape)}`)
  expect('kernel', kernel, [inputs, gates * units])
  expect('recurrentKernel', recurrentKernel, [units, gates * units])
  expect('bias', bias, biasShape)
  expect('mask', mask, [batch, steps])
  expect('inputMask', inputMask, [gates, batch, inputs])
  expect('recurrentMask', recurrentMask, [gates, batch, units])
  if (initialState && initialState.length !== states)
    refuse('initialState', `be a list of length ${states}`, `length ${initialState.length}`)
  for (const state of initialState ?? []) expect('initialState', state, [batch, units])
}
