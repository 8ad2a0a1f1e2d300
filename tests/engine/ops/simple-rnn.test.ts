import { describe, expect, it } from 'vitest'
import { simpleRNN, tf } from '../../../src/engine/index.js'
import type { RecurrentInputs, RecurrentOptions } from '../../../src/engine/ops/recurrent/options.js'
import { simpleRNNLoop } from '../../../src/engine/ops/simple-rnn.js'
import { type GoldenTensor, readGolden, toTensor } from '../../harness/golden.js'
import { activations, expectReference, type ReferenceCell, testKernels } from './recurrent.js'

interface Case {
  id: string
  class_name: string
  config: Record<string, unknown>
  tensors: Record<string, GoldenTensor>
  call: { kwargs?: { mask?: string; initial_state?: string[] } }
  weights: (GoldenTensor & { path: string })[]
  outputs: GoldenTensor[]
  R: GoldenTensor[]
  grads: { inputs: Record<string, GoldenTensor>; weights: GoldenTensor[] } | null
}

const cases = readGolden<{ cases: Case[] }>('layers').cases.filter(
  (c) => c.class_name === 'SimpleRNN' && !c.config.stateful,
)

describe('simpleRNN and Keras', () => {
  it.each(cases.map((c) => [c.id, c] as const))(
    '%s',
    (_, { config, tensors, call, weights, outputs, R, grads }) => {
      tf.tidy(() => {
        const { mask, initial_state: initial } = call.kwargs ?? {}
        const inputs = [tensors.x!, ...(initial ? [tensors[initial[0]!]!] : []), ...weights].map(toTensor)
        const options = {
          activation: config.activation as string | undefined,
          mask: mask ? toTensor(tensors[mask]!) : null,
          goBackwards: config.go_backwards === true,
          zeroOutputForMask: config.zero_output_for_mask === true,
          returnSequences: config.return_sequences === true,
          returnState: config.return_state === true,
        }
        const run = (given: tf.Tensor[]) => {
          const [x, ...rest] = given as [tf.Tensor3D, ...tf.Tensor[]]
          const initialState = initial ? rest.shift()! : null
          const [kernel, recurrent, bias] = rest as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D | undefined]
          const { output, states } = simpleRNN(x, kernel, recurrent, bias ?? null, {
            ...options,
            initialState: initialState && [initialState],
          })
          return [output, ...states]
        }
        for (const [i, found] of run(inputs).entries()) expect(found).toBeAllclose(outputs[i]!)
        const total = (...given: tf.Tensor[]) =>
          tf.addN(run(given).map((output, i) => tf.sum(tf.mul(output, toTensor(R[i]!)))))
        const wanted = [tensors.x, initial && tensors[initial[0]!]].filter((t) => t).length
        const expected = [...Object.values(grads!.inputs), ...grads!.weights]
        expect(expected.length).toBe(wanted + weights.length)
        for (const [i, gradient] of tf.grads(total)(inputs).entries())
          expect(gradient).toBeAllclose(expected[i]!, { atol: 1e-5, rtol: 1e-4 })
      })
    },
  )
})

const cell: ReferenceCell = {
  gates: 1,
  states: 1,
  step({ input, state, bias }, [h], { activation }) {
    return [h!.map((_, u) => activations[activation!]!(input(0, u) + state(0, u, h!) + bias(u)))]
  },
}

const operator = ({ x, kernel, recurrentKernel, bias }: RecurrentInputs, options: RecurrentOptions) =>
  simpleRNN(x, kernel, recurrentKernel, bias as tf.Tensor1D | null, options)

describe('simpleRNN', () => {
  it('has values and gradients of plain loops, for all options', () => {
    expectReference(cell, operator, 60)
  })

  it('as a loop has values and gradients of plain loops, for all options', () => {
    expectReference(cell, simpleRNNLoop, 15)
  })

  testKernels(cell, operator, 'KeratinSimpleRNN')

  it('runs an activation without a kernel through the function given', () => {
    tf.tidy(() => {
      const [x, w, r] = [tf.randomNormal([2, 3, 4]), tf.randomNormal([4, 5]), tf.randomNormal([5, 5])]
      const given = [x as tf.Tensor3D, w as tf.Tensor2D, r as tf.Tensor2D, null] as const
      const named = simpleRNN(...given, { activation: 'tanh' }).output
      const custom = simpleRNN(...given, { activation: 'mine', activationFn: (t) => tf.tanh(t) }).output
      expect(custom).toBeAllclose(named, { atol: 1e-6 })
      expect(() => simpleRNN(...given, { activation: 'mine' })).toThrow(/mine/)
    })
  })

  it.each([
    ['x', [2, 3], [3, 4], [4, 4]],
    ['kernel', [2, 3, 5], [3, 4], [4, 4]],
    ['recurrentKernel', [2, 3, 3], [3, 4], [4, 5]],
  ])('names %s if its shape does not fit', (name, x, w, r) => {
    tf.tidy(() => {
      const ones = (shape: number[]) => tf.ones(shape)
      const call = () =>
        simpleRNN(ones(x) as tf.Tensor3D, ones(w) as tf.Tensor2D, ones(r) as tf.Tensor2D, null)
      expect(call).toThrow(expect.objectContaining({ code: 'SHAPE', message: expect.stringContaining(name) }))
    })
  })
})
