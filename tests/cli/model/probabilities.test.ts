import { expect, test } from 'vitest'
import { probabilitiesOf } from '../../../src/cli/model/probabilities.js'
import { tf } from '../../../src/engine/index.js'

const of = (values: number[][]) => tf.tidy(() => probabilitiesOf(tf.tensor2d(values)))

test('probabilities stay as they are', () => {
  expect(of([[0.25, 0.75]])).toEqual([Float32Array.of(0.25, 0.75)])
})

test('a single probability becomes two', () => {
  expect(of([[0.25], [1]])).toEqual([Float32Array.of(0.75, 0.25), Float32Array.of(0, 1)])
})

test('logits go through softmax, a single one through sigmoid', () => {
  const [row] = of([[1, 2, 1001]])
  expect(row).toBeAllclose([0, 0, 1])
  const [, second] = of([
    [0, 0],
    [Math.log(3), 0],
  ])
  expect(second).toBeAllclose([0.75, 0.25])
  expect(of([[-Math.log(3)]])[0]).toBeAllclose([0.75, 0.25])
})

test('what is no classifier is refused', () => {
  expect(() => tf.tidy(() => probabilitiesOf(tf.zeros([2, 3, 4])))).toThrow('its output has shape [2, 3, 4]')
})
