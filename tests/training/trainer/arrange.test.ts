import { afterAll, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { arrange, arrangeTargets, arrangeWeights } from '../../../src/training/trainer/arrange.js'

const a = tf.scalar(1)
const b = tf.scalar(2)
const names = ['left', 'right']
afterAll(() => {
  a.dispose()
  b.dispose()
})

it('orders inputs by name', () => {
  expect(arrange({ right: b, left: a }, names, 'inputs')).toEqual([a, b])
  expect(arrange([a, b], names, 'inputs')).toEqual([a, b])
  expect(arrange(a, ['x'], 'inputs')).toEqual([a])
})

it('refuses inputs that are too few, too many or unknown', () => {
  expect(() => arrange(a, names, 'inputs')).toThrow('2 inputs (left, right). Received: 1 tensors')
  expect(() => arrange({ left: a }, names, 'inputs')).toThrow('no entry "right"')
  expect(() => arrange({ left: a, rigth: b }, names, 'inputs')).toThrow('Did you mean "right"?')
})

it('leaves targets out where an output is not trained', () => {
  expect(arrangeTargets(undefined, names, [])).toEqual([null, null])
  expect(arrangeTargets(b, names, [1])).toEqual([null, b])
  expect(arrangeTargets({ left: a }, names, [0])).toEqual([a, null])
  expect(arrangeTargets([a, b], names, [1])).toEqual([a, b])
})

it('lets one weight hold for all outputs', () => {
  expect(arrangeWeights(a, names)).toEqual([a, a])
  expect(arrangeWeights([a], names)).toEqual([a, a])
  expect(arrangeWeights([a, b], names)).toEqual([a, b])
  expect(arrangeWeights({ right: b }, names)).toEqual([null, b])
  expect(() => arrangeWeights([a, b, a], names)).toThrow('3 sample weights')
})
