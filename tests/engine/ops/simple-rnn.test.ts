import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currentEngine, type SimpleRNNOptions, simpleRNN, tf } from '../../../src/engine/index.js'
import { simpleRNNLoop } from '../../../src/engine/ops/simple-rnn-loop.js'
import { type GoldenTensor, readGolden, toTensor } from '../../harness/golden.js'
import { checkOperator } from '../operators/check.js'
import { build, map, type Nd, randomNd } from '../operators/reference.js'

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
          const { output, state } = simpleRNN(x, kernel, recurrent, bias ?? null, {
            ...options,
            initialState,
          })
          return state ? [output, state] : [output]
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

const activations: Record<string, (v: number) => number> = {
  linear: (v) => v,
  relu: (v) => Math.max(0, v),
  tanh: Math.tanh,
  sigmoid: (v) => 1 / (1 + Math.exp(-v)),
}

/** Keras' semantics in plain loops; outputs and final state as rows [batch, rows, units]. */
function reference(options: SimpleRNNOptions, mask: Nd | null, [x, w, r, bias, initial]: Nd[]): Nd {
  const [B, T, I] = x!.shape as [number, number, number]
  const U = r!.shape[0]!
  const activate = activations[options.activation!]!
  const rows = (options.returnSequences ? T : 1) + (options.returnState ? 1 : 0)
  const result = build([B, rows, U], () => 0)
  for (let b = 0; b < B; b++) {
    let state = Array.from({ length: U }, (_, u) => initial!.data[b * U + u]!)
    let output = state.map(() => 0)
    for (let t = 0; t < T; t++) {
      const input = options.goBackwards ? T - 1 - t : t
      if (mask && !mask.data[b * T + input]) {
        if (options.zeroOutputForMask) output = output.map(() => 0)
      } else {
        const before = state
        state = before.map((_, u) => {
          let sum = bias!.data[u]!
          for (let i = 0; i < I; i++) sum += x!.data[(b * T + input) * I + i]! * w!.data[i * U + u]!
          for (let v = 0; v < U; v++) sum += before[v]! * r!.data[v * U + u]!
          return activate(sum)
        })
        output = state
      }
      if (options.returnSequences) result.data.set(output, (b * rows + t) * U)
      else if (t === T - 1) result.data.set(output, b * rows * U)
    }
    if (options.returnState) result.data.set(state, (b * rows + rows - 1) * U)
  }
  return result
}

const options = fc.record({
  activation: fc.constantFrom('linear', 'relu', 'tanh', 'sigmoid'),
  goBackwards: fc.boolean(),
  zeroOutputForMask: fc.boolean(),
  returnSequences: fc.boolean(),
  returnState: fc.boolean(),
})
const sizes = fc.record({
  batch: fc.integer({ min: 1, max: 7 }),
  steps: fc.integer({ min: 1, max: 4 }),
  inputs: fc.integer({ min: 1, max: 3 }),
  units: fc.constantFrom(1, 2, 3, 5, 8, 9),
})

/** Output and state as the reference gives them. */
const asRows = ({ output, state }: ReturnType<typeof simpleRNN>): tf.Tensor => {
  const rows = output.rank === 2 ? tf.expandDims(output, 1) : output
  return state ? tf.concat([rows, tf.expandDims(state, 1)], 1) : rows
}

describe('simpleRNN', () => {
  it.each([
    ['kernels', simpleRNN],
    ['loop', simpleRNNLoop as typeof simpleRNN],
  ])('as %s has values and gradients of plain loops, for all options', (name, implementation) => {
    const property = fc.property(
      options,
      sizes,
      fc.boolean(),
      fc.integer(),
      (given, { batch, steps, inputs, units }, masked, seed) => {
        const mask = masked ? map(randomNd([batch, steps], seed + 9), (v) => (v > 0 ? 1 : 0)) : null
        checkOperator({
          inputs: [
            randomNd([batch, steps, inputs], seed),
            randomNd([inputs, units], seed + 1),
            randomNd([units, units], seed + 2),
            randomNd([units], seed + 3),
            randomNd([batch, units], seed + 4),
          ],
          operator: (x, w, r, bias, initialState) => {
            const tensor = mask && tf.tensor2d(Float32Array.from(mask.data), [batch, steps], 'bool')
            return asRows(
              implementation(x as tf.Tensor3D, w as tf.Tensor2D, r as tf.Tensor2D, bias as tf.Tensor1D, {
                ...given,
                mask: tensor,
                initialState,
              }),
            )
          },
          reference: (...arrays) => reference(given, mask, arrays),
          tolerance: { atol: 2e-5, rtol: 2e-5 },
        })
      },
    )
    fc.assert(property, { numRuns: name === 'loop' ? 15 : 60, seed: 1 })
  })

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

  it.runIf(currentEngine() === 'wasm')('uses one kernel, not a loop, for ordinary options', async () => {
    const x = tf.ones<tf.Rank.R3>([2, 50, 3])
    const weights = [
      tf.ones<tf.Rank.R2>([3, 4]),
      tf.ones<tf.Rank.R2>([4, 4]),
      tf.zeros<tf.Rank.R1>([4]),
    ] as const
    const mask = tf.ones([2, 50], 'bool')
    const { kernelNames } = await tf.profile(
      () =>
        simpleRNN(x, ...weights, { mask, goBackwards: true, returnState: true, returnSequences: true })
          .output,
    )
    expect(kernelNames).toContain('KeratinSimpleRNN')
    expect(kernelNames).not.toContain('BatchMatMul')
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
