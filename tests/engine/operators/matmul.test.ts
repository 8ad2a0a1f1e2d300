import fc from 'fast-check'
import { describe, it } from 'vitest'
import { fused, tf } from '../../../src/engine/index.js'
import { ofShare } from '../../harness/share.js'
import { checkOperator } from './check.js'
import { at, broadcastShape, build, map, type Nd, randomNd, zip } from './reference.js'

function product(a: Nd, b: Nd, transposeA: boolean, transposeB: boolean): Nd {
  const [rows, depth] = transposeA ? [a.shape.at(-1)!, a.shape.at(-2)!] : [a.shape.at(-2)!, a.shape.at(-1)!]
  const columns = transposeB ? b.shape.at(-2)! : b.shape.at(-1)!
  const outer = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2))
  return build([...outer, rows, columns], (index) => {
    const [batch, i, j] = [index.slice(0, -2), index.at(-2)!, index.at(-1)!]
    let sum = 0
    for (let k = 0; k < depth; k++)
      sum +=
        at(a, [...batch, ...(transposeA ? [k, i] : [i, k])]) *
        at(b, [...batch, ...(transposeB ? [j, k] : [k, j])])
    return sum
  })
}

const batches = fc.constantFrom<[number[], number[]]>(
  [[], []],
  [[3], [3]],
  [[3], [1]],
  [[1], [2]],
  [
    [2, 3],
    [2, 3],
  ],
  [
    [2, 1],
    [1, 3],
  ],
  [[0], [1]],
)
const cases = fc.record({
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
  rows: fc.integer({ min: 0, max: 7 }),
  columns: fc.integer({ min: 0, max: 10 }),
  depth: fc.integer({ min: 0, max: 6 }),
  batch: batches,
  seed: fc.integer(),
})

describe('matMul', () => {
  it('has value and gradients of plain loops, for all transposes, batches and broadcasts', () => {
    fc.assert(
      fc.property(
        cases,
        ofShare('matmul', 4, ({ transposeA, transposeB, rows, columns, depth, batch, seed }) => {
          const [outerA, outerB] = batch
          const a = randomNd([...outerA, ...(transposeA ? [depth, rows] : [rows, depth])], seed)
          const b = randomNd([...outerB, ...(transposeB ? [columns, depth] : [depth, columns])], seed + 1)
          checkOperator({
            inputs: [a, b],
            operator: (p, q) => tf.matMul(p, q, transposeA, transposeB),
            reference: (p, q) => product(p, q, transposeA, transposeB),
          })
        }),
      ),
      { numRuns: 80, seed: 1 },
    )
  })

  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('is right beyond one block of the inner dimension (transposed: %s, %s)', (transposeA, transposeB) => {
    const [rows, columns, depth] = [13, 18, 603]
    const a = randomNd(transposeA ? [depth, rows] : [rows, depth], 1)
    const b = randomNd(transposeB ? [columns, depth] : [depth, columns], 2)
    checkOperator({
      inputs: [a, b],
      operator: (p, q) => tf.matMul(p, q, transposeA, transposeB),
      reference: (p, q) => product(p, q, transposeA, transposeB),
      gradients: (dy) => [
        transposeA ? product(b, dy, transposeB, true) : product(dy, b, false, !transposeB),
        transposeB ? product(dy, a, true, transposeA) : product(a, dy, !transposeA, false),
      ],
      tolerance: { atol: 5e-5, rtol: 1e-5 },
    })
  })

  it.each(['linear', 'relu', 'tanh', 'sigmoid'] as const)(
    'fuses bias and %s, also after a transposed operand',
    (activation) => {
      const functions = {
        linear: (v: number) => v,
        relu: (v: number) => Math.max(0, v),
        tanh: Math.tanh,
        sigmoid: (v: number) => 1 / (1 + Math.exp(-v)),
      }
      for (const transposeA of [false, true]) {
        checkOperator({
          inputs: [randomNd(transposeA ? [4, 7] : [7, 4], 1), randomNd([4, 10], 2), randomNd([10], 3)],
          operator: (a, b, bias) => fused.matMul({ a, b, transposeA, bias, activation }),
          reference: (a, b, bias) =>
            map(
              zip(product(a, b, transposeA, false), bias, (p, q) => p + q),
              functions[activation],
            ),
        })
      }
    },
  )

  it('is the bias where the inner dimension is empty', () => {
    checkOperator({
      inputs: [randomNd([3, 0], 1), randomNd([0, 4], 2), randomNd([4], 3)],
      operator: (a, b, bias) => fused.matMul({ a, b, bias, activation: 'relu' }),
      reference: (_a, _b, bias) =>
        map(
          zip(
            map(randomNd([3, 4], 0), () => 0),
            bias,
            (p, q) => p + q,
          ),
          (v) => Math.max(0, v),
        ),
    })
  })
})
