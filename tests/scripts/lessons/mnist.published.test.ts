import { expect, test } from 'vitest'
import { realData } from '../../harness/real-data.js'
import { drawAnywhere } from '../../harness/share.js'
import { runLesson, useLessons } from './run-lesson.js'

useLessons()
const isFull = Boolean(process.env.KERATIN_TEST_FULL)
const absent = !realData('mnist')

// what takes seconds: the seed of the run draws one of them
const isDrawn = drawAnywhere('lessons with MNIST', 3)

test.skipIf(!isDrawn() || absent)('5: loading MNIST', async () => {
  const { value } = await runLesson('05')
  expect(value('training images')).toEqual([60_000, 784])
  expect(value('label')).toBe(5)
  expect(value('shape')).toEqual([28, 28])
  for (const normalize of [true, false])
    for (const flatten of [true, false])
      for (const oneHot of [true, false]) {
        const what = `normalize ${normalize}, flatten ${flatten}, oneHot ${oneHot}: x, greatest pixel, y`
        expect(value(what)).toEqual([
          flatten ? [100, 784] : [100, 28, 28, 1],
          normalize ? 1 : 255,
          oneHot ? [100, 10] : [100],
        ])
      }
  expect(value('milliseconds of the second load')).toBeGreaterThan(0)
})

test.skipIf(!isDrawn() || absent || !realData('mnist-mlp'))('6: reading digits', async () => {
  const { value, printed } = await runLesson('06', isFull ? {} : { limit: 300 })
  expect(value('right answers of 10000, in batches of 100')).toBe(9352)
  expect(value('y of a batch')).toEqual([100, 10])
  const singly = isFull ? 10_000 : 300
  const right = value(`right answers of ${singly}, one by one`)
  if (isFull) expect(right).toBe(9352)
  else expect(right).toBeGreaterThan(270)
  expect(printed).toMatch(/Batches are \d+\.\d times as fast/)
})

test.skipIf(absent)('7: losses', async () => {
  const { value } = await runLesson('07')
  expect(value('mean squared error, 2 is right')).toBeCloseTo(0.0975, 6)
  expect(value('the same for 7')).toBeCloseTo(-Math.log(0.1 + 1e-7), 6)
  expect(value("Keras' mean squared error")).toBeCloseTo(0.0975 / 5, 6)
  expect(value('cross-entropy, 2 is right')).toBeCloseTo(-Math.log(0.6 + 1e-7), 6)
  const mean = -(Math.log(0.6 + 1e-7) + Math.log(0.1 + 1e-7)) / 2
  expect(value('of a batch with one-hot labels')).toBeCloseTo(mean, 6)
  expect(value('of a batch with integer labels')).toBeCloseTo(mean, 6)
  expect(value('ten at random: x')).toEqual([10, 784])
})

test.skipIf(!isDrawn() || absent)('9b: training a two-layer network', async () => {
  const { value } = await runLesson('09b', isFull ? {} : { limit: 10_000 })
  const [first, last] = value('loss of the first and the last step')
  // before it has learnt, all ten are equally likely
  expect(first).toBeCloseTo(Math.log(10), 1)
  expect(last).toBeLessThan(isFull ? 0.5 : 2)
  const [, test] = value('accuracy on the training and the test images')
  expect(test).toBeGreaterThan(isFull ? 0.9 : 0.4)
  expect(value('steps')).toBe(isFull ? 3000 : 500)
})
