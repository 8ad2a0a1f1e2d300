import type { WasmKernel } from '../../kernel.js'
import { gemm } from '../gemm.js'
import { backward } from './backward.js'
import { gatherGates, spreadGates } from './blocks.js'
import { forward } from './forward.js'
import { recurrentGradient } from './products.js'
import { sizesOf } from './sizes.js'

/** Rows that a step keeps: candidate, gates z and r, and what the state gives to the candidate. */
const BLOCKS = 4
/** The gates as the weights have them: z, r, candidate. */
const gateOrder = [0, 1, 2]
/** The gates of the first blocks of a step. */
const order = [2, 0, 1]

/** The whole sequence forward: outputs [B][rows][U], then what the gradient needs: states and gates. */
export const gru: WasmKernel = {
  name: 'KeratinGRU',
  run(args) {
    const { inputs, attrs, backend } = args
    const sizes = sizesOf(args, 3)
    const { B, T, U, W, row, reverse, code, gateCode, work } = sizes
    const states = backend.output([B, T + 1, W])
    const records = backend.output([B, T, BLOCKS, W])
    const h = backend.address(states)
    const initial = inputs.initial0 ? backend.address(inputs.initial0) : 0
    const bias = inputs.bias ? backend.address(inputs.bias) : 0
    const layout = { records: backend.address(records), blocks: BLOCKS, order, bias }
    const resetAfter = Number(attrs.resetAfter)
    return backend.withScratch(3 * row, (recurrentBias) => {
      // with the reset gate behind the recurrent product, that has a bias of its own: the second row
      if (bias && resetAfter) spreadGates(backend, sizes, bias + 3 * U * 4, 1, recurrentBias, gateOrder)
      else backend.clear(recurrentBias, 3 * row)
      const out = forward(args, sizes, layout, [states], ({ recurrent, mask, drop, scratch }) => {
        const addresses = [layout.records, recurrent, recurrentBias, h, initial, mask, drop]
        const codes = [reverse, resetAfter, code, gateCode]
        backend.run('gru', work, ...addresses, ...codes, B, T, U, scratch)
      })
      return [out, states, records]
    })
  },
}

/** The whole sequence backward: gradients of x, kernel, recurrent kernel, bias and initial state. */
export const gruGrad: WasmKernel = {
  name: 'KeratinGRUGrad',
  run(args) {
    const { inputs, attrs, backend } = args
    const sizes = sizesOf(args, 3)
    const { B, T, U, W, row, reverse, outputFlags, code, gateCode, work } = sizes
    const stride = BLOCKS * W
    const h = backend.address(inputs.saved0)
    const records = backend.address(inputs.saved1)
    const { resetAfter } = attrs as { resetAfter: boolean }
    const recurrent = resetAfter ? gateOrder : [0, 1]
    const layout = {
      ...{ blocks: BLOCKS, order, states: 1 },
      recurrent: (states: Parameters<typeof recurrentGradient>[2], dz: number, out: number) => {
        const blocks = { address: dz + row, stride, gates: recurrent }
        recurrentGradient(backend, sizes, states, blocks, out)
        if (resetAfter) return
        const given = { address: records + 3 * row, stride, transposed: true }
        gemm(
          backend,
          [U, W, B * T],
          given,
          { address: dz, stride },
          { address: out + 2 * row, stride: 3 * W },
        )
      },
      bias: (sums: number, dBias: number) => {
        gatherGates(backend, sizes, sums, 0, 1, dBias, order)
        if (resetAfter) gatherGates(backend, sizes, sums + row, 0, 1, dBias + 3 * U * 4, gateOrder)
      },
    }
    return backward(args, sizes, layout, (at) => {
      const { dy, mask, drop, transposed, dz, before, dStates, scratch } = at
      const addresses = [records, h, dy, mask, drop, transposed, dz, before, dStates]
      const flags = [reverse, ...outputFlags, Number(resetAfter), code, gateCode]
      backend.run('gruGrad', work, ...addresses, ...flags, B, T, U, scratch)
    })
  },
}
