/** What the tests of recurrent operators share: an independent reference in plain float64 loops, and properties. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { currentEngine, type SequenceResult, tf } from '../../../src/engine/index.js'
import type { GatedOptions, RecurrentInputs } from '../../../src/engine/ops/recurrent/options.js'
import { ofShare } from '../../harness/share.js'
import { checkOperator } from '../operators/check.js'
import { build, map, type Nd, randomNd } from '../operators/reference.js'

export const activations: Record<string, (v: number) => number> = {
  linear: (v) => v,
  relu: (v) => Math.max(0, v),
  tanh: Math.tanh,
  sigmoid: (v) => 1 / (1 + Math.exp(-v)),
}

/** Sums of products for one unit of one gate. */
export interface Sums {
  /** Of the inputs with the kernel. */
  input(gate: number, unit: number): number
  /** Of a state with the recurrent kernel. */
  state(gate: number, unit: number, state: readonly number[]): number
  /** Of the bias, element by element. */
  bias(index: number): number
}

/** One step of a recurrent layer in plain numbers. */
export interface ReferenceCell {
  gates: number
  states: number
  biasRows?: number
  step(sums: Sums, before: readonly number[][], options: GatedOptions, units: number): number[][]
}

/** Which steps count, and factors of inputs and states [gates, batch, n]. */
export interface Constants {
  mask: Nd | null
  inputMask: Nd | null
  recurrentMask: Nd | null
}

/** Keras' semantics: outputs and final states as rows [batch, rows, units]. */
export function reference(
  cell: ReferenceCell,
  options: GatedOptions,
  { mask, inputMask, recurrentMask }: Constants,
  [x, w, r, bias, ...initial]: Nd[],
): Nd {
  const [B, T, I] = x!.shape as [number, number, number]
  const U = r!.shape[0]!
  const columns = cell.gates * U
  const rows = (options.returnSequences ? T : 1) + (options.returnState ? cell.states : 0)
  const result = build([B, rows, U], () => 0)
  for (let b = 0; b < B; b++) {
    let states = initial.map((s) => Array.from({ length: U }, (_, u) => s.data[b * U + u]!))
    let output: number[] = Array(U).fill(0)
    for (let t = 0; t < T; t++) {
      const at = options.goBackwards ? T - 1 - t : t
      const factor = (masks: Nd | null, gate: number, n: number, i: number) =>
        masks ? masks.data[(gate * B + b) * n + i]! : 1
      const sums: Sums = {
        input: (g, u) => {
          let sum = 0
          for (let i = 0; i < I; i++)
            sum +=
              x!.data[(b * T + at) * I + i]! * factor(inputMask, g, I, i) * w!.data[i * columns + g * U + u]!
          return sum
        },
        state: (g, u, state) =>
          state.reduce(
            (sum, v, i) => sum + v * factor(recurrentMask, g, U, i) * r!.data[i * columns + g * U + u]!,
            0,
          ),
        bias: (i) => bias!.data[i]!,
      }
      if (mask && !mask.data[b * T + at]) {
        if (options.zeroOutputForMask) output = output.map(() => 0)
      } else {
        states = cell.step(sums, states, options, U)
        output = states[0]!
      }
      if (options.returnSequences) result.data.set(output, (b * rows + t) * U)
      else if (t === T - 1) result.data.set(output, b * rows * U)
    }
    if (options.returnState) {
      states.forEach((state, i) => {
        result.data.set(state, (b * rows + rows - cell.states + i) * U)
      })
    }
  }
  return result
}

type Operator = (inputs: RecurrentInputs, options: GatedOptions) => SequenceResult

/** Output and states as the reference gives them. */
export function asRows({ output, states }: SequenceResult): tf.Tensor {
  const rows = output.rank === 2 ? tf.expandDims(output, 1) : output
  return states.length > 0 ? tf.concat([rows, tf.stack(states, 1)], 1) : rows
}

const toTensor = ({ shape, data }: Nd, dtype: 'float32' | 'bool' = 'float32') =>
  tf.tensor(Float32Array.from(data), [...shape]).cast(dtype)

const shapes = fc.record({
  batch: fc.integer({ min: 1, max: 8 }),
  steps: fc.integer({ min: 1, max: 4 }),
  inputs: fc.integer({ min: 1, max: 5 }),
  units: fc.constantFrom(1, 2, 3, 5, 8, 9),
})
const flags = fc.record({
  activation: fc.constantFrom('tanh', 'linear', 'relu', 'sigmoid'),
  recurrentActivation: fc.constantFrom('sigmoid', 'linear', 'tanh'),
  goBackwards: fc.boolean(),
  zeroOutputForMask: fc.boolean(),
  returnSequences: fc.boolean(),
  returnState: fc.boolean(),
})
const masks = fc.record({ masked: fc.boolean(), dropsInputs: fc.boolean(), dropsStates: fc.boolean() })

/** Expects values and gradients of plain loops for random shapes, options, masks and dropout. */
export function expectReference(cell: ReferenceCell, operator: Operator, numRuns: number): void {
  const property = fc.property(
    shapes,
    flags,
    masks,
    fc.integer(),
    ofShare('recurrent', 4, (sizes, options, which, seed) => {
      const { batch, steps, inputs, units } = sizes
      const columns = cell.gates * units
      const noise = (shape: number[], i: number) => randomNd(shape, seed + i)
      const kept = (wanted: boolean, shape: number[], i: number, value: number) =>
        wanted ? map(noise(shape, i), (v) => (v > -0.3 ? value : 0)) : null
      const constants = {
        mask: kept(which.masked, [batch, steps], 9, 1),
        inputMask: kept(which.dropsInputs, [cell.gates, batch, inputs], 10, 1.25),
        recurrentMask: kept(which.dropsStates, [cell.gates, batch, units], 11, 1.25),
      }
      checkOperator({
        inputs: [
          noise([batch, steps, inputs], 0),
          // small enough that without bounds, as with linear gates, numbers stay of order one
          ...[
            [inputs, columns],
            [units, columns],
          ].map((shape, i) => randomNd(shape, seed + 1 + i, -0.5, 0.5)),
          noise(cell.biasRows ? [cell.biasRows, columns] : [columns], 3),
          ...Array.from({ length: cell.states }, (_, i) => noise([batch, units], 4 + i)),
        ],
        operator: (x, kernel, recurrentKernel, bias, ...initialState) =>
          asRows(
            operator({ x, kernel, recurrentKernel, bias: bias! } as RecurrentInputs, {
              ...options,
              mask: constants.mask && toTensor(constants.mask, 'bool'),
              inputMask: constants.inputMask && toTensor(constants.inputMask),
              recurrentMask: constants.recurrentMask && toTensor(constants.recurrentMask),
              initialState,
            }),
          ),
        reference: (...arrays) => reference(cell, options, constants, arrays),
        tolerance: { atol: 3e-5, rtol: 3e-5 },
      })
    }),
  )
  fc.assert(property, { numRuns, seed: 1 })
}

/** Tests that what was in memory before does not matter, and that kernels are used for all ordinary options. */
export function testKernels(cell: ReferenceCell, operator: Operator, kernelName: string): void {
  const everything = (units: number, seed: number, options: GatedOptions) => {
    const columns = cell.gates * units
    const noise = (shape: number[], i: number) => toTensor(randomNd(shape, seed + i))
    const [batch, steps, inputs] = [7, 5, 3]
    const given = [
      noise([batch, steps, inputs], 0),
      noise([inputs, columns], 1),
      noise([units, columns], 2),
      noise(cell.biasRows ? [cell.biasRows, columns] : [columns], 3),
      ...Array.from({ length: cell.states }, (_, i) => noise([batch, units], 4 + i)),
    ]
    const f = (...[x, kernel, recurrentKernel, bias, ...initialState]: tf.Tensor[]) =>
      asRows(
        operator({ x, kernel, recurrentKernel, bias: bias! } as RecurrentInputs, {
          ...{ ...options, initialState, returnState: true },
          mask: tf.greater(noise([batch, steps], 9), -0.5),
          inputMask: noise([cell.gates, batch, inputs], 10),
          recurrentMask: noise([cell.gates, batch, units], 11),
        }),
      )
    return [f(...given), ...tf.grads(f)(given)]
  }

  it.runIf(currentEngine() === 'wasm').each([5, 8])(
    'with %i units gives the same after other work',
    (units) => {
      const run = () =>
        tf.tidy(() => everything(units, 3, { returnSequences: true }).map((t) => [...t.dataSync()]))
      const first = run()
      for (let round = 0; round < 3; round++) {
        const dirt = [100, 1000, 10_000, 100_000, 300_000].map((n) => tf.fill([n], Number.NaN))
        tf.dispose(dirt)
        expect(run()).toEqual(first)
      }
    },
  )

  it.runIf(currentEngine() === 'wasm')('uses one kernel, not a loop, for all options', async () => {
    const { kernelNames } = await tf.profile(() => {
      tf.tidy(() => everything(8, 1, { goBackwards: true, returnSequences: true, zeroOutputForMask: true }))
    })
    expect(kernelNames).toContain(kernelName)
    expect(kernelNames).toContain(`${kernelName}Grad`)
    expect(kernelNames).not.toContain('BatchMatMul')
  })
}
