import type { WasmKernel } from '../../kernel.js'
import { backward } from './backward.js'
import { forward } from './forward.js'
import { sizesOf } from './sizes.js'

/** Rows that a step keeps: the gates i, f, candidate, o, and the activated carry. */
const BLOCKS = 5
/** The gates in the order of the weights. */
const order = [0, 1, 2, 3]

/** The whole sequence forward: outputs [B][rows][U], then what the gradient needs: states, carries, gates. */
export const lstm: WasmKernel = {
  name: 'KeratinLSTM',
  run(args) {
    const { inputs, backend } = args
    const sizes = sizesOf(args, 4)
    const { B, T, U, W, reverse, code, gateCode, work } = sizes
    const states = [backend.output([B, T + 1, W]), backend.output([B, T + 1, W])]
    const records = backend.output([B, T, BLOCKS, W])
    const [h, c] = states.map((state) => backend.address(state)) as [number, number]
    const initial = [inputs.initial0, inputs.initial1].map((state) => (state ? backend.address(state) : 0))
    const bias = inputs.bias ? backend.address(inputs.bias) : 0
    const layout = { records: backend.address(records), blocks: BLOCKS, order, bias }
    const out = forward(args, sizes, layout, states, ({ recurrent, mask, drop, scratch }) => {
      const addresses = [layout.records, recurrent, h, c, ...initial, mask, drop]
      backend.run('lstm', work, ...addresses, reverse, code, gateCode, B, T, U, scratch)
    })
    return [out, ...states, records]
  },
}

/** The whole sequence backward: gradients of x, kernel, recurrent kernel, bias and initial states. */
export const lstmGrad: WasmKernel = {
  name: 'KeratinLSTMGrad',
  run(args) {
    const { inputs, backend } = args
    const sizes = sizesOf(args, 4)
    const { B, T, U, row, reverse, outputFlags, code, gateCode, work } = sizes
    const [h, c, records] = [inputs.saved0, inputs.saved1, inputs.saved2].map((t) => backend.address(t))
    return backward(args, sizes, { blocks: 4, order, states: 2 }, (at) => {
      const { dy, mask, drop, transposed, dz, before, dStates, scratch } = at
      const saved = [records!, h!, c!]
      const addresses = [...saved, dy, mask, drop, transposed, dz, before, dStates, dStates + B * row]
      const flags = [reverse, ...outputFlags, code, gateCode]
      backend.run('lstmGrad', work, ...addresses, ...flags, B, T, U, scratch)
    })
  },
}
