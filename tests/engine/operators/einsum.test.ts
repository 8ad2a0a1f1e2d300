import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { einsum, tf } from '../../../src/engine/index.js'
import { ops } from '../../../src/index.js'
import { ofShare } from '../../harness/share.js'
import { checkOperator } from './check.js'
import { at, build, indicesOf, type Nd, randomNd } from './reference.js'

/** By the definition: for each output index the sum over all others of the products. */
function reference(equation: string, operands: readonly Nd[]): Nd {
  const [left, output] = equation.split('->') as [string, string]
  const terms = left.split(',')
  const extents = new Map<string, number>()
  terms.forEach((term, i) => {
    for (const [axis, label] of [...term].entries()) extents.set(label, operands[i]!.shape[axis]!)
  })
  const inner = [...extents.keys()].filter((label) => !output.includes(label))
  return build(
    [...output].map((label) => extents.get(label)!),
    (index) => {
      let sum = 0
      for (const rest of indicesOf(inner.map((label) => extents.get(label)!))) {
        const place = (label: string) =>
          output.includes(label) ? index[output.indexOf(label)]! : rest[inner.indexOf(label)]!
        sum += operands.reduce((p, operand, i) => p * at(operand, [...terms[i]!].map(place)), 1)
      }
      return sum
    },
  )
}

const labels = (max: number) => fc.uniqueArray(fc.constantFrom(...'abcde'), { maxLength: max })
const equations = (term: fc.Arbitrary<string[]>) =>
  fc
    .record({
      terms: fc.array(term, { minLength: 1, maxLength: 3 }),
      order: fc.shuffledSubarray([...'abcde']),
      extents: fc.tuple(...Array.from('abcde', () => fc.integer({ min: 1, max: 4 }))),
      seed: fc.integer(),
    })
    .map(({ terms, order, extents, seed }) => {
      const output = order.filter((label) => terms.flat().includes(label)).join('')
      const shapes = terms.map((term) => term.map((label) => extents['abcde'.indexOf(label)]!))
      return { equation: `${terms.map((t) => t.join('')).join()}->${output}`, shapes, seed }
    })

const cases = equations(labels(4))
/** With diagonals: letters more than once in an operand. */
const withDiagonals = equations(fc.array(fc.constantFrom(...'abc'), { maxLength: 4 }))

describe('einsum', () => {
  it('takes the diagonals of axes of one letter, with gradients', () => {
    fc.assert(
      fc.property(
        withDiagonals,
        ofShare('einsum', 4, ({ equation, shapes, seed }) => {
          checkOperator({
            inputs: shapes.map((shape, i) => randomNd(shape, seed + i)),
            operator: (...tensors) => einsum(equation, ...tensors),
            reference: (...operands) => reference(equation, operands),
            tolerance: { atol: 1e-5, rtol: 2e-5 },
          })
        }),
      ),
      { numRuns: 60, seed: 2 },
    )
  })

  it('takes diagonals as Keras does', () => {
    tf.tidy(() => {
      const a = tf.reshape(tf.range(0, 9), [3, 3])
      expect(ops.einsum('ii->', a)).toBeAllclose(tf.scalar(12))
      expect(ops.einsum('ii->i', a)).toBeAllclose(tf.tensor1d([0, 4, 8]))
      expect(ops.einsum('iij->j', tf.reshape(tf.range(0, 27), [3, 3, 3]))).toBeAllclose(
        tf.tensor1d([36, 39, 42]),
      )
    })
  })

  // plain JavaScript computes tf.einsum by TensorFlow.js
  it.skipIf(tf.getBackend() === 'cpu')('gives tf.einsum the diagonal, too', () => {
    tf.tidy(() => {
      const a = tf.reshape(tf.range(0, 9), [3, 3])
      const gradient = tf.grad((x: tf.Tensor) =>
        tf.mul(tf.sum(tf.einsum('ii,j->j', x, tf.tensor1d([1, 2]))), 2),
      )
      expect(gradient(a)).toBeAllclose(tf.mul(tf.eye(3), 6))
    })
  })

  it('has value and gradients of the definition, for any equation of one to three operands', () => {
    fc.assert(
      fc.property(
        cases,
        ofShare('einsum 2', 4, ({ equation, shapes, seed }) => {
          checkOperator({
            inputs: shapes.map((shape, i) => randomNd(shape, seed + i)),
            operator: (...tensors) => einsum(equation, ...tensors),
            reference: (...operands) => reference(equation, operands),
            tolerance: { atol: 1e-5, rtol: 2e-5 },
          })
        }),
      ),
      { numRuns: 150, seed: 1 },
    )
  })

  it('takes leading axes under an ellipsis, and orders the output by letters where none is given', () => {
    tf.tidy(() => {
      const a = tf.randomUniform([2, 3, 4, 5], -1, 1, 'float32', 1)
      const b = tf.randomUniform([5, 6], -1, 1, 'float32', 2)
      const whole = einsum('abcd,de->abce', a, b)
      expect(einsum('...d,de->...e', a, b)).toBeAllclose(whole)
      expect(einsum('...d, de', a, b)).toBeAllclose(whole)
      expect(einsum('ba', b).shape).toEqual([6, 5])
    })
  })

  it('is what tf.einsum computes, with a gradient', () => {
    checkOperator({
      inputs: [randomNd([2, 3, 4], 1), randomNd([4, 3], 2)],
      operator: (a, b) => tf.einsum('bij,ji->bi', a, b),
      reference: (a, b) => reference('bij,ji->bi', [a, b]),
    })
  })

  it.each([
    ['ab,bc->ac', [[2, 3]]],
    ['abc->a', [[2, 3]]],
    ['aa->a', [[2, 3]]],
    ['a->aa', [[2]]],
    [
      'ab->ba',
      [
        [2, 3],
        [2, 3],
      ],
    ],
    ['ab->c', [[2, 3]]],
    ['a1->a', [[2, 3]]],
  ] as const)('refuses %s of shapes %j', (equation, shapes) => {
    tf.tidy(() => {
      expect(() => einsum(equation, ...shapes.map((shape) => tf.ones([...shape])))).toThrow(
        /einsum|Output subscripts/,
      )
    })
  })
})
