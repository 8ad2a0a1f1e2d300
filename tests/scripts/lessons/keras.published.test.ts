import { expect, test } from 'vitest'
import { realData } from '../../harness/real-data.js'
import { drawAnywhere } from '../../harness/share.js'
import { runLesson, useLessons } from './run-lesson.js'

useLessons()
// these take long: one of them each time
const isDrawn = drawAnywhere('slow lessons', 4)
// of those that take a second, half
const isChosen = drawAnywhere('lessons of a second', 2)
const isFull = Boolean(process.env.KERATIN_TEST_FULL)
/** Few samples, but where all tests run. */
const few = (limit: number) => (isFull ? {} : { limit })
const falls = ([first, last]: number[]) => expect(last).toBeLessThan(first!)

test('10a: Sequential and functional', async () => {
  const { value } = await runLesson('10a')
  expect(value('parameters of the one')).toBe(3466)
  expect(value('parameters of the other')).toBe(3466)
  expect(value('greatest difference of the outputs')).toBe(0)
  expect(value('losses of sequential')).toHaveLength(2)
})

test('10b: graphs', async () => {
  const { value } = await runLesson('10b')
  falls([value('answers, loss of each epoch')[0], value('answers, loss of each epoch')[2]])
  const [age, income, gender] = ['age', 'income', 'gender'].map((name) => value(`profile, ${name}_loss`))
  const weighted = age.map((v: number, i: number) => 0.25 * v + income[i] + 10 * gender[i])
  expect(value('profile, loss')).toBeAllclose(weighted, { atol: 1e-4, rtol: 0 })
  const lengths = value('lengths by Lambda').flat()
  expect(lengths).toBeAllclose(value('the same of the sums'), { atol: 1e-5, rtol: 0 })
})

test('10c: sharing', async () => {
  const { value } = await runLesson('10c')
  expect(value('parameters')).toBe(4 * 8 * (4 + 8 + 1) + 17)
  expect(value('parameters of both eyes and the answer')).toBe(192 * 16 + 16 + 33)
  expect(value('how far the shared weights moved at most')).toBeGreaterThan(1e-4)
  expect(value('difference to what is computed from the features')).toBeAllclose(0, { atol: 1e-5, rtol: 0 })
})

test('10d: labels and texts', async () => {
  const { value } = await runLesson('10d')
  expect(value('padded')).toEqual([
    [0, 3, 1, 4],
    [0, 0, 1, 5],
    [2, 6, 5, 3],
  ])
  expect(value('multi-hot')).toEqual([
    [0, 1, 0, 1, 1, 0, 0],
    [0, 1, 0, 0, 0, 1, 0],
    [0, 0, 1, 1, 0, 1, 1],
  ])
  expect(Math.abs(value('their difference'))).toBeLessThan(1e-6)
  expect(value('mean of the whole column')).toEqual([Number.NaN, Number.NaN])
  expect(value('mean of what is known')).toEqual([3, 30])
  expect(value('mean now')).toBeAllclose([0, 0], { atol: 1e-6, rtol: 0 })
})

test.skipIf(!isChosen() || !realData('glove') || !realData('imdb'))('10e: embeddings', async () => {
  const { value } = await runLesson('10e', few(400))
  expect(value('nearest to monday')).toEqual(['wednesday', 'thursday', 'tuesday', 'friday'])
  expect(value('nearest to king').slice(0, 2)).toEqual(['prince', 'queen'])
  expect(value('their cosines')[0]).toBeCloseTo(0.887, 3) // of france and paris, which come last
  expect(value('accuracy with vectors of GloVe')).toBeGreaterThan(0.45)
})

test.skipIf(!isDrawn())('10f: sequences', async () => {
  const { value } = await runLesson('10f', few(200))
  const parameters = { SimpleRNN: 305, LSTM: 1169, GRU: 929, Conv1D: 113 }
  for (const [name, count] of Object.entries(parameters)) expect(value(`${name}: parameters`)).toBe(count)
  expect(value('Conv1D: accuracy on the quarter held back')).toBeGreaterThan(isFull ? 0.85 : 0.4)
})

test.skipIf(!isChosen())('10g: three tasks', async () => {
  const { value } = await runLesson('10g', few(300))
  const losses = {
    'binary: inside of a circle': 'binary_crossentropy',
    'many classes: the quarter of the plane': 'sparse_categorical_crossentropy',
    'regression: a number': 'mse',
  }
  for (const [task, loss] of Object.entries(losses))
    falls(value(`${task}: ${loss} of the first and the last epoch`))
})

test('10h: optimizers in a valley', async () => {
  const { value } = await runLesson('10h')
  // SGD multiplies x with 1 - 0.95/10 and y with 1 - 1.9 in each of 30 steps
  expect(value('SGD ends at')).toBeAllclose([-7 * 0.905 ** 30, 2 * 0.9 ** 30], { atol: 1e-5, rtol: 0 })
  for (const name of ['Momentum', 'AdaGrad', 'Adam'])
    expect(Math.hypot(...value(`${name} ends at`))).toBeLessThan(2)
})

test.skipIf(!isChosen())('10i: optimizers on digits', async () => {
  const { value } = await runLesson('10i', few(300))
  const [sgd, adam] = ['SGD', 'Adam'].map((name) => value(`${name}: loss after 8 epochs`))
  expect(adam).toBeLessThan(sgd)
})

test.skipIf(!isDrawn())('10j: CTC', async () => {
  const { value } = await runLesson('10j', few(100))
  falls(value('loss of the first and the last epoch'))
  expect(value('sequences read right, in a hundred')).toBeGreaterThan(isFull ? 60 : -1)
})

test('10k: whitening', async () => {
  const { value } = await runLesson('10k')
  expect(value('mean when standardised')).toBeAllclose([0, 0], { atol: 1e-5, rtol: 0 })
  expect(value('covariance when standardised')[0][0]).toBeCloseTo(1, 4)
  expect(value('covariance when whitened')).toBeAllclose(
    [
      [1, 0],
      [0, 1],
    ],
    { atol: 1e-5, rtol: 0 },
  )
})

test('10l: clusters', async () => {
  const { value } = await runLesson('10l')
  const spread = value('mean squared distance to the nearest centre, round by round')
  falls([spread[0], spread.at(-1)])
  for (const count of value('points of each heap that are in one cluster')) expect(count).toBeGreaterThan(90)
})

test.skipIf(!isDrawn())('10m: overfitting', async () => {
  const { value } = await runLesson('10m', few(150))
  const told = (name: string): number[] =>
    value(`${name}: epochs, accuracy on known and on new digits, loss on new ones`)
  const [epochs, known, unknown, loss] = told('as it is')
  expect(epochs).toBe(60)
  expect(known).toBeGreaterThan(unknown!)
  expect(told('five times the data')[3]).toBeLessThan(loss!)
})

test.skipIf(!isChosen())('10n: new classes', async () => {
  const { value } = await runLesson('10n', few(600))
  expect(value('features')).toEqual([50, 5 * 5 * 32])
  expect(value('lists of weights that are trained, and all')).toEqual([4, 8])
  expect(value('how far the frozen weights moved')).toBe(0)
  expect(value('how far they moved now')).toBeGreaterThan(0)
  expect(value('accuracy on the features of the base')).toBeGreaterThan(isFull ? 0.8 : 0.5)
})

test.skipIf(!isDrawn() || !realData('cats-vs-dogs') || !realData('real-models'))(
  '10o: known photos',
  async () => {
    const { value } = await runLesson('10o', few(18))
    expect(value('size of photos that it takes')).toEqual([224, 224])
    expect(value('what it makes of one')).toEqual([1280])
    expect(value('lists of weights that are trained, and all')).toEqual([4, 264])
    expect(value('numbers of the base that are trained now')).toBeGreaterThan(1e5)
    // the whole answers as its head does
    const [alone, whole] = ['accuracy on features of photos held back', 'accuracy of the whole on them'].map(
      value,
    )
    expect(whole).toBeCloseTo(alone, 5)
  },
)
