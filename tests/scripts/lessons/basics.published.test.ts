import { expect, test } from 'vitest'
import { runLesson, useLessons } from './run-lesson.js'

useLessons()
const close = { atol: 1e-6, rtol: 0 }

test('1a: tensors', async () => {
  const { value, comparisons } = await runLesson('01a')
  expect(comparisons).toHaveLength(7)
  expect(value('its elements 0, 2 and 4')).toEqual([51, 14, 0])
  expect(value('its elements above 15')).toEqual([51, 55, 19])
  expect(value('rank 3, dtype float32, shape')).toEqual([3, 3, 5])
  expect(value('strings')).toEqual(['deep', 'learning'])
  expect(value('booleans')).toEqual([true, false, true, true])
  expect(value('every second of ten numbers')).toEqual([0, 2, 4, 6, 8])
  expect(value('the second column')).toEqual([55, 19, 4])
  expect(value('strings by position')).toEqual(['owl', 'cat'])
})

test('1b: arithmetic', async () => {
  const { value, printed } = await runLesson('01b')
  expect(value('A * [10, 20]')).toEqual([
    [10, 40],
    [30, 80],
  ])
  expect(value('P · Q')).toEqual([
    [14, 20],
    [41, 56],
  ])
  expect(value('Q · [7, 8]')).toEqual([23, 53, 83])
  expect(value('argMax of each row')).toEqual([1, 2, 1, 0])
  expect(value('argMax of each column')).toEqual([3, 0, 1])
  expect(value('right answers')).toBe(3)
  expect(printed).toContain('P · A has no meaning')
})

test('1c: shapes of data', async () => {
  const { value } = await runLesson('01c')
  expect(value('values in four short videos')).toBe(106_168_320)
  expect(value('time series: Conv1D gives')).toEqual([null, 386, 16])
  expect(value('channels first gives')).toEqual([null, 16, 254, 254])
  expect(value('video: Conv3D gives')).toEqual([null, 238, 142, 254, 16])
})

test('2: perceptron', async () => {
  const { value } = await runLesson('02')
  // the pairs are (0, 0), (1, 0), (0, 1), (1, 1)
  expect(value('AND')).toEqual([0, 0, 0, 1])
  expect(value('NAND')).toEqual([1, 1, 1, 0])
  expect(value('OR')).toEqual([0, 1, 1, 1])
  expect(value('XOR')).toEqual([0, 1, 1, 0])
})

test('3: activations', async () => {
  const { value } = await runLesson('03')
  const x = [4, 6, -2, -1, 2]
  expect(value('step of [3, -6, 4, -1]')).toEqual([1, 0, 1, 0])
  expect(value('sigmoid of [4, 6, -2, -1, 2]')).toBeAllclose(
    x.map((v) => 1 / (1 + Math.exp(-v))),
    close,
  )
  expect(value('sigmoid(7)')).toBeCloseTo(0.99908895, 6)
  expect(value('ReLU of [4, 6, -2, -1, 2]')).toEqual([4, 6, 0, 0, 2])
  expect(value('identity of [4, 6, -2, -1, 2]')).toEqual(x)
  const softmax = [0.01821127, 0.24519181, 0.73659691]
  expect(value('softmax of [0.3, 2.9, 4.0]')).toBeAllclose(softmax, close)
  expect(value('exp of [1010, 1000, 990] divided by its sum')).toEqual([Number.NaN, Number.NaN, Number.NaN])
  expect(value('the sum of each row')).toBeAllclose([1, 1], close)
  expect(value('softmax of a batch')[0]).toBeAllclose(softmax, close)
  expect(value('the greatest before and after')).toEqual([2, 2])
  expect(value('h(h(h(x))) of [1, 2]')).toEqual(value('c³ x of [1, 2]'))
})

test('4: three layers', async () => {
  const { value } = await runLesson('04')
  expect(value('Z1')).toBeAllclose([[0.57444252, 0.66818777, 0.75026011]], close)
  expect(value('Z2')).toBeAllclose([[0.62624937, 0.7710107]], close)
  for (const what of ['y', 'y of the layers'])
    expect(value(what)).toBeAllclose([[0.31682708, 0.69627909]], close)
})

test('8a: derivatives', async () => {
  const { value } = await runLesson('08a')
  expect(value('derivative at 5')).toBeCloseTo(0.2, 10)
  expect(value('derivative at 10')).toBeCloseTo(0.3, 10)
  expect(value('automatically at 5 and 10')).toBeAllclose(
    [value('derivative at 5'), value('derivative at 10')],
    close,
  )
  expect(value('derivative at 5 with h = 1e-50')).toBe(0)
})

test('8b: gradients', async () => {
  const { value } = await runLesson('08b')
  expect(value('gradient of x0² + x1² at (3, 4)')).toBeAllclose([6, 8], { atol: 1e-10, rtol: 0 })
  expect(value('automatically at (3, 4)')).toBeAllclose(value('gradient of x0² + x1² at (3, 4)'), close)
  // (3² - 2²) / 2e-4 and (4² - 3²) / 2e-4
  expect(value('of integers at (3, 4): wrong')).toEqual([25000, 35000])
  expect(value('in tensors with h = 0.0001')).toBeAllclose([5.989, 8.001], { atol: 5e-4, rtol: 0 })
  expect(value('in tensors with h = 0.01 at (3, 4)')).toBeAllclose([6, 8], { atol: 1e-4, rtol: 0 })
})

test('8c: gradient descent', async () => {
  const { value } = await runLesson('08c')
  // each step leaves four fifths
  const end = [3, 4].map((v) => v * 0.8 ** 100)
  expect(value('from (3, 4), rate 0.1, 100 steps')).toBeAllclose(end, { atol: 0, rtol: 1e-5 })
  expect(value('rate 10, after one step')).toEqual([57, -76])
  expect(value('rate 10, after 100 steps')).toEqual([Number.NaN, Number.NaN])
})

test('8d: the gradient of a network', async () => {
  const { value, comparisons } = await runLesson('08d')
  expect(comparisons).toHaveLength(4)
  const slope = [
    [0.21924763, 0.14356247, -0.36281009],
    [0.32887144, 0.2153437, -0.54421514],
  ]
  expect(value('gradient')).toBeAllclose(slope, close)
  expect(value('loss')).toBeCloseTo(0.92806853663411326, 6)
  expect(value('greatest difference to the numerical gradient')).toBeLessThan(1e-6)
  expect(value('different values of the loss')).toBe(61)
  expect(value('different values of the accuracy')).toBe(2)
})

test('9a: the gradient in three ways', async () => {
  const { value } = await runLesson('09a')
  for (const weight of ['W1', 'b1', 'W2', 'b2']) {
    for (const way of ['by hand', 'differences']) {
      const difference = value(`${weight}: greatest difference of ${way}`)
      expect(difference).toBeLessThan(1e-6)
    }
  }
})
