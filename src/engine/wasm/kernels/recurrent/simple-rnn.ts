import type { WasmKernel } from '../../kernel.js'
import { backward } from './backward.js'
import { forward } from './forward.js'
import { sizesOf } from './sizes.js'

/** The whole sequence forward: outputs [B][rows][U] and the states [B][T+1][W], which the gradient needs. */
export const simpleRnn: WasmKernel = {
  name: 'KeratinSimpleRNN',
  run(args) {
    const { inputs, backend } = args
    const sizes = sizesOf(args, 1)
    const { B, T, U, W, row, reverse, code, work } = sizes
    const states = backend.output([B, T + 1, W])
    const h = backend.address(states)
    const initial = inputs.initial0 ? backend.address(inputs.initial0) : 0
    const bias = inputs.bias ? backend.address(inputs.bias) : 0
    return backend.withScratch(B * T * row, (projected) => {
      const layout = { records: projected, blocks: 1, order: [0], bias }
      const out = forward(args, sizes, layout, [states], ({ recurrent, mask, drop, scratch }) => {
        const addresses = [projected, recurrent, h, initial, mask, drop]
        backend.run('simpleRnn', work, ...addresses, reverse, code, B, T, U, scratch)
      })
      return [out, states]
    })
  },
}

/** The whole sequence backward: gradients of x, kernel, recurrent kernel, bias and initial state. */
export const simpleRnnGrad: WasmKernel = {
  name: 'KeratinSimpleRNNGrad',
  run(args) {
    const { inputs, backend } = args
    const sizes = sizesOf(args, 1)
    const { B, T, U, reverse, outputFlags, code, work } = sizes
    const h = backend.address(inputs.saved0)
    return backward(args, sizes, { blocks: 1, order: [0], states: 1 }, (at) => {
      const addresses = [h, at.dy, at.mask, at.drop, at.transposed, at.dz, at.before, at.dStates]
      backend.run('simpleRnnGrad', work, ...addresses, reverse, ...outputFlags, code, B, T, U, at.scratch)
    })
  },
}
