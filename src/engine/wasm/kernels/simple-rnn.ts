import { activationCodes, type NativeActivation } from '../activation.js'
import type { KernelArgs, WasmKernel } from '../kernel.js'
import { gemm } from './gemm.js'

/** Sizes of a recurrent layer, as inputs and attributes of its kernels give them. */
function sizes({ inputs, attrs }: KernelArgs) {
  const [B, T, I] = inputs.x.shape as [number, number, number]
  const U: number = inputs.recurrentKernel.shape[0]
  const W = Math.ceil(U / 8) * 8
  return {
    ...{ B, T, I, U, W },
    /** Rows per sequence of the output: all steps or the last one, and the final state if it is asked for. */
    rows: (attrs.returnSequences ? T : 1) + (attrs.returnState ? 1 : 0),
    row: W * 4,
    packed: W * U * 4,
    flags: [attrs.goBackwards, attrs.zeroOutputForMask, attrs.returnSequences, attrs.returnState].map(Number),
    code: activationCodes[attrs.activation as NativeActivation],
  }
}

/** The whole sequence forward: outputs [B][rows][U] and the states [B][T+1][W], which the gradient needs. */
export const simpleRnn: WasmKernel = {
  name: 'KeratinSimpleRNN',
  run(args) {
    const { inputs, backend } = args
    const { B, T, I, U, W, rows, row, packed, flags, code } = sizes(args)
    const [reverse] = flags as [number]
    const out = backend.output([B, rows, U])
    const states = backend.output([B, T + 1, W])
    const h = backend.address(states)
    const mask = inputs.mask ? backend.address(inputs.mask) : 0
    const working = backend.kernels.rnnScratch(U) * backend.pool.threads
    backend.clear(h, B * (T + 1) * row)
    if (inputs.initialState) {
      backend.kernels.copyBlocks(backend.address(inputs.initialState), U * 4, h, (T + 1) * row, U * 4, B)
    }
    backend.withScratch(B * T * row + packed + working, (projected) => {
      const recurrent = projected + B * T * row
      if (W !== U) backend.clear(projected, B * T * row)
      gemm(
        backend,
        [B * T, U, I],
        { address: backend.address(inputs.x), stride: I },
        { address: backend.address(inputs.kernel), stride: U },
        { address: projected, stride: W },
        { bias: inputs.bias ? backend.address(inputs.bias) : 0 },
      )
      backend.kernels.packSquare(backend.address(inputs.recurrentKernel), U, 0, recurrent)
      const work = 2 * B * T * U * W
      const addresses = [projected, recurrent, h, mask]
      backend.run('simpleRnn', work, ...addresses, reverse, code, B, T, U, recurrent + packed)
    })
    backend.run('rnnOutput', 8 * B * rows * U, h, mask, ...flags, backend.address(out), B, T, U)
    return [out, states]
  },
}

/** The whole sequence backward: gradients of x, kernel, recurrent kernel, bias and initial state. */
export const simpleRnnGrad: WasmKernel = {
  name: 'KeratinSimpleRNNGrad',
  run(args) {
    const { inputs, backend } = args
    const { B, T, I, U, W, rows, row, packed, flags, code } = sizes(args)
    const { kernels } = backend
    const [reverse] = flags as [number]
    const outputs = [inputs.x.shape, [I, U], [U, U], [U], [B, U]].map((shape) => backend.output(shape))
    const [dx, dKernel, dRecurrent, dBias, dInitial] = outputs.map((tensor) => backend.address(tensor)) as [
      number,
      number,
      number,
      number,
      number,
    ]
    const x = backend.address(inputs.x)
    const h = backend.address(inputs.states)
    const mask = inputs.mask ? backend.address(inputs.mask) : 0
    const inputBytes = B * T * row
    const parts = [
      B * rows * row,
      inputBytes,
      inputBytes,
      packed,
      B * row,
      row,
      backend.pool.threads * kernels.rnnScratch(U),
    ]
    backend.withScratch(
      parts.reduce((a, b) => a + b),
      (scratch) => {
        let next = scratch
        const [dy, dz, before, transposed, first, biasRow, working] = parts.map((bytes) => {
          next += bytes
          return next - bytes
        }) as [number, number, number, number, number, number, number]
        if (W !== U) backend.clear(dy, B * rows * row)
        kernels.copyBlocks(backend.address(inputs.dy), U * 4, dy, row, U * 4, B * rows)
        kernels.packSquare(backend.address(inputs.recurrentKernel), U, 1, transposed)
        const work = 2 * B * T * U * W
        backend.run(
          'simpleRnnGrad',
          work,
          h,
          dy,
          mask,
          ...flags,
          code,
          transposed,
          dz,
          first,
          B,
          T,
          U,
          working,
        )

        // the state before each input, in the order of the inputs
        if (!reverse) kernels.copyBlocks(h, (T + 1) * row, before, T * row, T * row, B)
        for (let t = 0; reverse && t < T; t++) {
          kernels.copyBlocks(h + t * row, (T + 1) * row, before + (T - 1 - t) * row, T * row, row, B)
        }
        const z = { address: dz, stride: W }
        const a = { address: before, stride: W, transposed: true }
        gemm(backend, [U, U, B * T], a, z, { address: dRecurrent, stride: U })
        gemm(backend, [I, U, B * T], { address: x, stride: I, transposed: true }, z, {
          address: dKernel,
          stride: U,
        })
        const kernel = { address: backend.address(inputs.kernel), stride: U, transposed: true }
        gemm(backend, [B * T, I, U], z, kernel, { address: dx, stride: I })
        backend.run('sumRows', 8 * B * T * W, dz, B * T, W, 1, biasRow)
        kernels.copyBlocks(biasRow, row, dBias, U * 4, U * 4, 1)
        kernels.copyBlocks(first, row, dInitial, U * 4, U * 4, B)
      },
    )
    return outputs
  },
}
