import { expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { ClassWeights } from '../../../src/training/trainer/class-weight.js'
import { expectNoLeak } from '../../harness/leaks.js'

it.each([
  ['class numbers', [2, 0, 1, 7], [3, 1, 2, 1]],
  ['class numbers with an axis of their own', [[2], [0]], [3, 1]],
  [
    'one-hot targets',
    [
      [0, 0, 1],
      [0, 1, 0],
    ],
    [3, 2],
  ],
  ['numbers that are not whole', [0.6, 1.4, -1], [2, 2, 1]],
])('weighs %s', async (_, targets, expected) => {
  const weights = new ClassWeights({ 1: 2, 2: 3 })
  await expectNoLeak(() => {
    tf.tidy(() => {
      expect(weights.weigh(tf.tensor(targets))).toBeAllclose(expected)
    })
  })
})

it('refuses what are no classes', () => {
  expect(() => new ClassWeights({ cat: 2 } as never)).toThrow('classWeight={"cat":2}')
  expect(() => tf.tidy(() => new ClassWeights({ 0: 2 }).weigh(tf.zeros([2, 3, 4])))).toThrow('[2, 3, 4]')
})
