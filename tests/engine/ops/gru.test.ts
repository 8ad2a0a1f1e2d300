import { describe, expect, it } from 'vitest'
import { gru, tf } from '../../../src/engine/index.js'
import { gruLoop } from '../../../src/engine/ops/gru.js'
import type { GatedOptions, RecurrentInputs } from '../../../src/engine/ops/recurrent/options.js'
import { activations, expectReference, type ReferenceCell, testKernels } from './recurrent.js'

const cellOf = (resetAfter: boolean): ReferenceCell => ({
  gates: 3,
  states: 1,
  ...(resetAfter && { biasRows: 2 }),
  step({ input, state, bias }, [h], { activation, recurrentActivation }, units) {
    const inner = (g: number, u: number, from: readonly number[]) =>
      state(g, u, from) + (resetAfter ? bias((3 + g) * units + u) : 0)
    const outer = (g: number, u: number) => input(g, u) + bias(g * units + u)
    const gate = (g: number, u: number) => activations[recurrentActivation!]!(outer(g, u) + inner(g, u, h!))
    const reset = h!.map((_, u) => gate(1, u))
    const given = (u: number) =>
      resetAfter
        ? reset[u]! * inner(2, u, h!)
        : inner(
            2,
            u,
            h!.map((v, i) => v * reset[i]!),
          )
    const candidate = h!.map((_, u) => activations[activation!]!(outer(2, u) + given(u)))
    return [h!.map((v, u) => gate(0, u) * v + (1 - gate(0, u)) * candidate[u]!)]
  },
})

const operator =
  (resetAfter: boolean) =>
  ({ x, kernel, recurrentKernel, bias }: RecurrentInputs, options: GatedOptions) =>
    gru(x, kernel, recurrentKernel, bias, { ...options, resetAfter })

describe.each([
  ['after', true],
  ['before', false],
])('gru with the reset gate %s the product', (_, resetAfter) => {
  it('has values and gradients of plain loops, for all options', () => {
    expectReference(cellOf(resetAfter), operator(resetAfter), 30)
  })

  it('as a loop has values and gradients of plain loops, for all options', () => {
    expectReference(cellOf(resetAfter), (inputs, options) => gruLoop(inputs, { ...options, resetAfter }), 10)
  })

  testKernels(cellOf(resetAfter), operator(resetAfter), 'KeratinGRU')
})

describe('gru', () => {
  it.each([
    ['kernel', [2, 3, 3], [3, 16], [4, 12], [2, 12], true],
    ['bias', [2, 3, 3], [3, 12], [4, 12], [12], true],
    ['bias', [2, 3, 3], [3, 12], [4, 12], [2, 12], false],
  ])('names %s if its shape does not fit', (name, x, w, r, b, resetAfter) => {
    tf.tidy(() => {
      const [a, c, d] = [tf.ones(x), tf.ones(w), tf.ones(r)]
      const call = () => gru(a as tf.Tensor3D, c as tf.Tensor2D, d as tf.Tensor2D, tf.ones(b), { resetAfter })
      expect(call).toThrow(expect.objectContaining({ code: 'SHAPE', message: expect.stringContaining(name) }))
    })
  })
})
