import type { tf } from '../../../tf.js'
import type { KernelArgs } from '../../kernel.js'
import { gatherGates, spreadFactors, spreadGates } from './blocks.js'
import { inputGradient, kernelGradient, recurrentGradient, type StateRows } from './products.js'
import { withRegions } from './regions.js'
import type { Sizes } from './sizes.js'

/** What a pass back through time works with: addresses, 0 for what is absent. */
export interface WalkBack {
  /** Gradient of the outputs, in rows of W floats. */
  dy: number
  mask: number
  /** Factors of the states. */
  drop: number
  /** The transposed recurrent kernel, packed. */
  transposed: number
  /** Gradients before the activations, to be computed: [B][T][blocks][W]. */
  dz: number
  /** States before each input, to be copied there. */
  before: number
  /** Gradients of the initial states, to be computed: [states][B][W]. */
  dStates: number
  scratch: number
}

/** What the weights' gradients are sums of. */
export interface GradientLayout {
  /** Rows of dz for one step. */
  blocks: number
  /** Gates of the blocks that are gradients of the projected inputs; these blocks come first. */
  order: readonly number[]
  /** How many states there are. */
  states: number
  /** The gradient of the recurrent kernel as [U][gates][W], if it is not that of the states times the blocks. */
  recurrent?: (states: StateRows, dz: number, out: number) => void
  /** The gradient of the bias, if it is not the sum of the projected blocks. */
  bias?: (sums: number, dBias: number) => void
}

/**
 * What all backward kernels do: walk back through time, then sum over all steps in matrix products. Gives the gradients
 * of x, kernel, recurrent kernel, bias and initial states.
 */
export function backward(
  { inputs, attrs, backend }: KernelArgs,
  sizes: Sizes,
  layout: GradientLayout,
  walk: (addresses: WalkBack) => void,
): tf.TensorInfo[] {
  const { B, T, I, U, W, gates, rows, row, packed } = sizes
  const { kernels } = backend
  const address = (tensor: tf.TensorInfo | undefined) => (tensor ? backend.address(tensor) : 0)
  const { blocks, order } = layout
  const shapes = [inputs.x.shape, [I, gates * U], [U, gates * U], attrs.biasShape]
  const outputs = shapes.map((shape) => backend.output(shape))
  const initial = Array.from({ length: layout.states }, () => backend.output([B, U]))
  const [dx, dKernel, dRecurrent, dBias] = outputs.map(address) as [number, number, number, number]
  const padded = W !== U
  const dropped = inputs.recurrentMask !== undefined
  const spread = order.length * W
  const regions = {
    dy: padded ? B * rows * row : 0,
    dz: B * T * blocks * row,
    before: B * T * row,
    transposed: packed,
    dStates: layout.states * B * row,
    drop: dropped ? B * gates * row : 0,
    stateRoom: dropped ? B * T * row : 0,
    inputRoom: inputs.inputMask ? B * T * I * 4 : 0,
    kernel: Math.max(I, U) * spread * 4,
    sums: blocks * row,
    scratch: backend.pool.threads * kernels.recurrentScratch(U),
  }
  withRegions(backend, regions, (at) => {
    if (padded) {
      backend.clear(at.dy, B * rows * row)
      kernels.copyBlocks(address(inputs.dy), U * 4, at.dy, row, U * 4, B * rows)
    }
    kernels.packGatesTransposed(address(inputs.recurrentKernel), U, gates, at.transposed)
    if (dropped) spreadFactors(backend, sizes, address(inputs.recurrentMask), at.drop)
    const drop = dropped ? at.drop : 0
    walk({ ...at, dy: padded ? at.dy : address(inputs.dy), mask: address(inputs.mask), drop })

    const dz = { address: at.dz, stride: blocks * W, gates: order }
    const x = { address: address(inputs.x), factors: address(inputs.inputMask), room: at.inputRoom }
    spreadGates(backend, sizes, address(inputs.kernel), I, at.kernel, order)
    inputGradient(backend, sizes, x, dz, at.kernel, dx)
    kernelGradient(backend, sizes, x, dz, at.kernel)
    gatherGates(backend, sizes, at.kernel, spread, I, dKernel, order)
    const states = { address: at.before, drop, room: at.stateRoom }
    if (layout.recurrent) layout.recurrent(states, at.dz, at.kernel)
    else recurrentGradient(backend, sizes, states, dz, at.kernel)
    gatherGates(backend, sizes, at.kernel, gates * W, U, dRecurrent, [...Array(gates).keys()])
    if (attrs.useBias) {
      backend.run('sumRows', 8 * B * T * blocks * W, at.dz, B * T, blocks * W, 1, at.sums)
      if (layout.bias) layout.bias(at.sums, dBias)
      else gatherGates(backend, sizes, at.sums, 0, 1, dBias, order)
    }
    initial.forEach((tensor, i) => {
      kernels.copyBlocks(at.dStates + i * B * row, row, address(tensor), U * 4, U * 4, B)
    })
  })
  return [...outputs, ...initial]
}
