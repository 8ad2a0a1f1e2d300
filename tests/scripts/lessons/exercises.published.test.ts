import { expect, test } from 'vitest'
import { realData } from '../../harness/real-data.js'
import { drawAnywhere } from '../../harness/share.js'
import { runLesson, useLessons } from './run-lesson.js'

useLessons()
// these take long: one of them each time
const isDrawn = drawAnywhere('exercises', 3)

test.skipIf(!isDrawn() || !realData('mnist'))('11a: the MNIST CNN', async () => {
  const { value } = await runLesson('11a', { limit: 64 })
  const parameters = {
    conv2d: 5 * 5 * 32 + 32,
    conv2d_1: 5 * 5 * 32 * 64 + 64,
    dense: 6400 * 128 + 128,
    dense_1: 1290,
  }
  for (const [name, count] of Object.entries(parameters)) expect(value(`${name}: parameters`)).toBe(count)
  expect(value('training images')).toBe(64)
  expect(value('accuracy on the test images')).toBeGreaterThan(0.1)
})

test.skipIf(!isDrawn() || !realData('imdb'))('11b: the IMDB RNN', async () => {
  const { value } = await runLesson('11b', { limit: 100 })
  expect(value('parameters')).toBe(67_363)
  expect(value('parameters of each layer')).toEqual([64_000, 2850, 496, 17])
})

test.skipIf(!isDrawn() || !realData('cats-vs-dogs'))('11c: cats vs dogs', async () => {
  const { value } = await runLesson('11c', { limit: 20, size: 32 })
  expect(value('photos of cats and of dogs')).toEqual([10, 10])
  expect(value('accuracy on the photos it was trained on')).toBeGreaterThan(0.4)
  expect(value('right of ten')).toBeLessThanOrEqual(10)
})
