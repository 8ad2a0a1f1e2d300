import { describe, expect, it } from 'vitest'
import { lstm, tf } from '../../../src/engine/index.js'
import { lstmLoop } from '../../../src/engine/ops/lstm.js'
import type { GatedOptions, RecurrentInputs } from '../../../src/engine/ops/recurrent/options.js'
import { activations, expectReference, type ReferenceCell, testKernels } from './recurrent.js'

const cell: ReferenceCell = {
  gates: 4,
  states: 2,
  step({ input, state, bias }, [h, c], { activation, recurrentActivation }, units) {
    const gate = (g: number, u: number, name: string) =>
      activations[name]!(input(g, u) + state(g, u, h!) + bias(g * units + u))
    const carry = c!.map(
      (before, u) =>
        gate(1, u, recurrentActivation!) * before +
        gate(0, u, recurrentActivation!) * gate(2, u, activation!),
    )
    const output = carry.map((v, u) => gate(3, u, recurrentActivation!) * activations[activation!]!(v))
    return [output, carry]
  },
}

const operator = ({ x, kernel, recurrentKernel, bias }: RecurrentInputs, options: GatedOptions) =>
  lstm(x, kernel, recurrentKernel, bias as tf.Tensor1D | null, options)

describe('lstm', () => {
  it('has values and gradients of plain loops, for all options', () => {
    expectReference(cell, operator, 40)
  })

  it('as a loop has values and gradients of plain loops, for all options', () => {
    expectReference(cell, lstmLoop, 12)
  })

  testKernels(cell, operator, 'KeratinLSTM')

  it('runs activations without a kernel through the functions given', () => {
    tf.tidy(() => {
      const [x, w, r] = [tf.randomNormal([2, 3, 4]), tf.randomNormal([4, 20]), tf.randomNormal([5, 20])]
      const given = [x as tf.Tensor3D, w as tf.Tensor2D, r as tf.Tensor2D, null] as const
      const named = lstm(...given).output
      const custom = lstm(...given, {
        ...{ activation: 'mine', activationFn: (t) => tf.tanh(t) },
        ...{ recurrentActivation: 'mine too', recurrentActivationFn: (t) => tf.sigmoid(t) },
      }).output
      expect(custom).toBeAllclose(named, { atol: 1e-5 })
      expect(() => lstm(...given, { recurrentActivation: 'mine' })).toThrow(/mine/)
    })
  })

  it.each([
    ['kernel', [2, 3, 3], [3, 12], [4, 16]],
    ['recurrentKernel', [2, 3, 3], [3, 16], [4, 12]],
  ])('names %s if its shape does not fit', (name, x, w, r) => {
    tf.tidy(() => {
      const [a, b, c] = [tf.ones(x), tf.ones(w), tf.ones(r)]
      const call = () => lstm(a as tf.Tensor3D, b as tf.Tensor2D, c as tf.Tensor2D, null)
      expect(call).toThrow(expect.objectContaining({ code: 'SHAPE', message: expect.stringContaining(name) }))
    })
  })

  it('asks for both initial states', () => {
    tf.tidy(() => {
      const given = [tf.ones([2, 3, 3]), tf.ones([3, 16]), tf.ones([4, 16])] as const
      const [x, w, r] = given as unknown as [tf.Tensor3D, tf.Tensor2D, tf.Tensor2D]
      expect(() => lstm(x, w, r, null, { initialState: [tf.ones([2, 4])] })).toThrow(/initialState.*length 2/)
    })
  })
})
