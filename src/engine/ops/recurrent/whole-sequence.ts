import { tf } from '../../tf.js'
import { runKernels } from '../native.js'
import type { RecurrentInputs, RecurrentOptions, SequenceResult } from './options.js'

/** A recurrent layer as kernels know it. */
export interface RecurrentKernel {
  /** Name of the kernel; that of its gradient ends with `Grad`. */
  name: string
  states: number
  /** Further attributes. */
  attrs: Record<string, unknown>
}

/** A whole sequence in one kernel forward and one backward. */
export function wholeSequence(
  { name, states, attrs }: RecurrentKernel,
  { x, kernel, recurrentKernel, bias }: RecurrentInputs,
  options: RecurrentOptions,
): SequenceResult {
  const { returnSequences = false, returnState = false } = options
  const [batch, , units] = [x.shape[0], x.shape[1], recurrentKernel.shape[0]!]
  // without a mask the last output of a layer of one state is its state, else kernels write the states behind the outputs
  const stateRows = returnState && (states > 1 || options.mask) ? states : 0
  const inputs: Record<string, tf.Tensor> = { x: tf.cast(x, 'float32'), kernel, recurrentKernel }
  if (bias) inputs.bias = bias
  options.initialState?.forEach((state, i) => {
    inputs[`initial${i}`] = tf.cast(state, 'float32')
  })
  const constants: Record<string, tf.Tensor> = {}
  if (options.mask) constants.mask = tf.cast(options.mask, 'bool')
  if (options.inputMask) constants.inputMask = options.inputMask
  if (options.recurrentMask) constants.recurrentMask = options.recurrentMask
  const rows = differentiable(name, inputs, constants, {
    ...attrs,
    ...{ returnSequences, stateRows, useBias: bias !== null, biasShape: bias?.shape ?? [1] },
    goBackwards: options.goBackwards ?? false,
    zeroOutputForMask: options.zeroOutputForMask ?? false,
  })
  const count = rows.shape[1]! - stateRows
  const rowAt = (i: number) => tf.reshape(tf.slice(rows, [0, i, 0], [batch, 1, units]), [batch, units])
  const outputs = stateRows ? tf.slice(rows, [0, 0, 0], [batch, count, units]) : rows
  return {
    output: returnSequences ? outputs : tf.reshape(outputs, [batch, units]),
    states: returnState
      ? Array.from({ length: states }, (_, i) => rowAt(stateRows ? count + i : count - 1))
      : [],
  }
}

/** The kernel with its gradient, outputs and states in rows: [batch, rows, units]. */
function differentiable(
  name: string,
  inputs: Record<string, tf.Tensor>,
  constants: Record<string, tf.Tensor>,
  attrs: object,
): tf.Tensor {
  const names = Object.keys(inputs)
  const run = tf.customGrad((...args) => {
    const save = args.pop() as tf.GradSaveFunc
    const given = Object.fromEntries(names.map((key, i) => [key, args[i] as tf.Tensor]))
    const [rows, ...saved] = runKernels(name, { ...given, ...constants }, attrs) as [tf.Tensor]
    const { x, kernel, recurrentKernel } = given
    const needed = { x: x!, kernel: kernel!, recurrentKernel: recurrentKernel!, ...constants }
    for (const [i, tensor] of (saved as tf.Tensor[]).entries())
      Object.assign(needed, { [`saved${i}`]: tensor })
    save(Object.values(needed))
    const gradFunc = (dy: tf.Tensor, kept: tf.Tensor[]) => {
      const again = Object.fromEntries(Object.keys(needed).map((key, i) => [key, kept[i]!]))
      const [dx, dKernel, dRecurrent, dBias, ...dStates] = runKernels(`${name}Grad`, { dy, ...again }, attrs)
      const gradients = names.map((key) => {
        if (key.startsWith('initial')) return dStates[Number(key.slice('initial'.length))]!
        return { x: dx, kernel: dKernel, recurrentKernel: dRecurrent, bias: dBias }[key]!
      })
      return gradients
    }
    return { value: rows, gradFunc }
  })
  return run(...Object.values(inputs))
}
