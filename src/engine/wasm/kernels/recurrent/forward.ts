import type { tf } from '../../../tf.js'
import type { KernelArgs } from '../../kernel.js'
import { spreadFactors, spreadGates } from './blocks.js'
import { projectInputs } from './products.js'
import { withRegions } from './regions.js'
import type { Sizes } from './sizes.js'

/** What a pass through time works with: addresses, 0 for what is absent. */
export interface Walk {
  /** The recurrent kernel, packed. */
  recurrent: number
  mask: number
  /** Factors of the states. */
  drop: number
  scratch: number
}

/**
 * What all forward kernels do: project the inputs of all steps, with their bias, into records of `blocks` rows, pack
 * the recurrent kernel, walk through time, write the outputs. `order` names the gate of each projected block.
 */
export function forward(
  { inputs, backend }: KernelArgs,
  sizes: Sizes,
  layout: { records: number; blocks: number; order: readonly number[]; bias: number },
  states: readonly tf.TensorInfo[],
  walk: (addresses: Walk) => void,
): tf.TensorInfo {
  const { B, T, I, U, W, gates, rows, row, packed, reverse, outputFlags } = sizes
  const { kernels } = backend
  const address = (tensor: tf.TensorInfo | undefined) => (tensor ? backend.address(tensor) : 0)
  const out = backend.output([B, rows, U])
  const mask = address(inputs.mask)
  const { order, blocks } = layout
  const regions = {
    kernel: I * order.length * row,
    bias: order.length * row,
    recurrent: packed,
    drop: inputs.recurrentMask ? B * gates * row : 0,
    room: inputs.inputMask ? B * T * I * 4 : 0,
    scratch: kernels.recurrentScratch(U) * backend.pool.threads,
  }
  withRegions(backend, regions, ({ kernel, bias, recurrent, drop, room, scratch }) => {
    spreadGates(backend, sizes, address(inputs.kernel), I, kernel, order)
    if (layout.bias) spreadGates(backend, sizes, layout.bias, 1, bias, order)
    const x = { address: address(inputs.x), factors: address(inputs.inputMask), room }
    const projected = { address: layout.records, stride: blocks * W, gates: order }
    projectInputs(backend, sizes, x, { kernel, bias: layout.bias && bias }, projected)
    kernels.packGates(address(inputs.recurrentKernel), U, gates, recurrent)
    if (inputs.recurrentMask) spreadFactors(backend, sizes, address(inputs.recurrentMask), drop)
    walk({ recurrent, mask, drop: inputs.recurrentMask ? drop : 0, scratch })
  })
  const [h, c] = states.map(address)
  const result = [...[h!, c ?? 0, mask, reverse], ...outputFlags, backend.address(out), B, T, U]
  backend.run('recurrentOutput', 8 * B * rows * U, ...result)
  return out
}
