import { KeratinError, showShape } from '../../support/errors.js'
import { tf } from '../tf.js'
import { isNativeActivation } from '../wasm/activation.js'
import { hasNativeKernels, runKernels } from './native.js'
import { simpleRNNLoop } from './simple-rnn-loop.js'

export interface SimpleRNNOptions {
  /** Name of the activation; `tanh`, `relu`, `sigmoid` and `linear` have kernels. Default `tanh`. */
  activation?: string
  /** Computes an activation of another name. */
  activationFn?: (x: tf.Tensor) => tf.Tensor
  /** Which steps count, [batch, steps]; at others the state stays as it was. Default: all. */
  mask?: tf.Tensor | null
  /** The state before the first step, [batch, units]. Default: zeros. */
  initialState?: tf.Tensor | null
  /** Whether the last step is processed first; outputs are in the order of processing. Default false. */
  goBackwards?: boolean
  /** Whether outputs of steps that do not count are zero, instead of repeating the one before. Default false. */
  zeroOutputForMask?: boolean
  /** Whether all outputs are wanted, or the last one. Default false. */
  returnSequences?: boolean
  /** Whether the final state is wanted. Default false. */
  returnState?: boolean
}

export interface SimpleRNNResult {
  /** [batch, steps, units] with returnSequences, else [batch, units]. */
  output: tf.Tensor
  /** The state after the last step, [batch, units], with returnState. */
  state?: tf.Tensor
}

/**
 * A fully connected recurrent layer over a whole sequence:
 * `h[t] = activation(x[t] · kernel + h[t-1] · recurrentKernel + bias)`.
 *
 * Differentiable in x, kernel, recurrentKernel, bias and initialState. One kernel forward and one backward on the wasm
 * engine; a loop of operators elsewhere.
 *
 * @param x [batch, steps, inputs]
 * @param kernel [inputs, units]
 * @param recurrentKernel [units, units]
 * @param bias [units] or null
 * @throws KeratinError SHAPE if shapes do not fit
 * @example const { output } = simpleRNN(x, kernel, recurrentKernel, bias, { returnSequences: true })
 * @see https://keras.io/api/layers/recurrent_layers/simple_rnn/
 */
export function simpleRNN(
  x: tf.Tensor3D,
  kernel: tf.Tensor2D,
  recurrentKernel: tf.Tensor2D,
  bias: tf.Tensor1D | null,
  options: SimpleRNNOptions = {},
): SimpleRNNResult {
  const activation = options.activation ?? 'tanh'
  checkShapes(x, kernel, recurrentKernel, bias, options)
  if (!hasNativeKernels() || !isNativeActivation(activation)) {
    return simpleRNNLoop(x, kernel, recurrentKernel, bias, { ...options, activation })
  }
  const { returnSequences = false, returnState = false } = options
  const [batch, , units] = [x.shape[0], x.shape[1], recurrentKernel.shape[0]]
  // with a mask the last output need not be the state, so the kernel writes the state behind the outputs
  const separateState = returnState && !!options.mask
  const rows = wholeSequence(x, kernel, recurrentKernel, bias, options, {
    activation,
    goBackwards: options.goBackwards ?? false,
    zeroOutputForMask: options.zeroOutputForMask ?? false,
    returnSequences,
    returnState: separateState,
  })
  const count = rows.shape[1]!
  const lastRow = () => tf.reshape(tf.slice(rows, [0, count - 1, 0], [batch, 1, units]), [batch, units])
  const others = separateState ? tf.slice(rows, [0, 0, 0], [batch, count - 1, units]) : rows
  const output = returnSequences ? others : tf.reshape(others, [batch, units])
  return returnState ? { output, state: lastRow() } : { output }
}

type Attributes = Required<
  Pick<
    SimpleRNNOptions,
    'activation' | 'goBackwards' | 'returnSequences' | 'returnState' | 'zeroOutputForMask'
  >
>

/** The kernels, with their gradient: [batch, rows, units]. */
function wholeSequence(
  x: tf.Tensor,
  kernel: tf.Tensor,
  recurrentKernel: tf.Tensor,
  bias: tf.Tensor | null,
  options: SimpleRNNOptions,
  attrs: Attributes,
): tf.Tensor {
  const initialState = options.initialState ?? null
  const mask = options.mask ? tf.cast(options.mask, 'bool') : null
  const optional = [bias, initialState].filter((tensor) => tensor !== null)
  const run = tf.customGrad((...args) => {
    const save = args.pop() as tf.GradSaveFunc
    const rest = (args as tf.Tensor[]).slice(3)
    const [input, w, r] = args as [tf.Tensor, tf.Tensor, tf.Tensor]
    const inputs: Record<string, tf.Tensor> = { x: input, kernel: w, recurrentKernel: r }
    if (bias) inputs.bias = rest.shift()!
    if (initialState) inputs.initialState = rest.shift()!
    if (mask) inputs.mask = mask
    const [rows, states] = runKernels('KeratinSimpleRNN', inputs, attrs) as [tf.Tensor, tf.Tensor]
    save(mask ? [input, w, r, states, mask] : [input, w, r, states])
    const gradFunc = (dy: tf.Tensor, [x1, w1, r1, h, m]: tf.Tensor[]) => {
      const given: Record<string, tf.Tensor> = { dy, x: x1!, kernel: w1!, recurrentKernel: r1!, states: h! }
      if (m) given.mask = m
      const [dx, dw, dr, db, dInitial] = runKernels('KeratinSimpleRNNGrad', given, attrs)
      return [dx!, dw!, dr!, ...(bias ? [db!] : []), ...(initialState ? [dInitial!] : [])]
    }
    return { value: rows, gradFunc }
  })
  return run(x, kernel, recurrentKernel, ...optional)
}

function checkShapes(
  x: tf.Tensor,
  kernel: tf.Tensor,
  recurrentKernel: tf.Tensor,
  bias: tf.Tensor | null,
  { mask, initialState }: SimpleRNNOptions,
): void {
  const [batch, steps, inputs] = x.shape
  const units = recurrentKernel.shape[0]!
  const expect = (name: string, tensor: tf.Tensor | null | undefined, shape: number[]) => {
    if (!tensor || tf.util.arraysEqual(tensor.shape, shape)) return
    throw new KeratinError(
      'SHAPE',
      `simpleRNN: ${name} must have shape ${showShape(shape)}. Received: shape ${showShape(tensor.shape)}.`,
    )
  }
  if (x.rank !== 3 || steps === 0) {
    throw new KeratinError(
      'SHAPE',
      `simpleRNN: x must have shape [batch, steps, inputs], steps > 0. Received: shape ${showShape(x.shape)}.`,
    )
  }
  expect('kernel', kernel, [inputs!, units])
  expect('recurrentKernel', recurrentKernel, [units, units])
  expect('bias', bias, [units])
  expect('mask', mask, [batch!, steps!])
  expect('initialState', initialState, [batch!, units])
}
