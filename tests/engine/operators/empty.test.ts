import { tf } from 'keratin'
import { describe, expect, it } from 'vitest'

const values = (t: tf.Tensor) => ({ dtype: t.dtype, shape: t.shape, values: Array.from(t.dataSync()) })

describe('reductions of no values give what TensorFlow gives', () => {
  // tf.reduce_max(tf.zeros([0], tf.int32)) and so on, of TensorFlow 2.21
  const cases: [name: string, dtype: tf.NumericDataType | 'bool', value: number, type: string][] = [
    ['sum', 'float32', 0, 'float32'],
    ['sum', 'int32', 0, 'int32'],
    ['prod', 'float32', 1, 'float32'],
    ['prod', 'int32', 1, 'int32'],
    ['max', 'float32', Number.NEGATIVE_INFINITY, 'float32'],
    ['max', 'int32', -2147483648, 'int32'],
    ['min', 'float32', Number.POSITIVE_INFINITY, 'float32'],
    ['min', 'int32', 2147483647, 'int32'],
    ['mean', 'float32', Number.NaN, 'float32'],
    ['all', 'bool', 1, 'bool'],
    ['any', 'bool', 0, 'bool'],
  ]
  it.each(cases)('%s of %s is %d', (name, dtype, value, type) => {
    const reduce = tf[name as 'sum'] as (x: tf.Tensor, axis?: number | number[], keep?: boolean) => tf.Tensor
    expect(values(reduce(tf.zeros([0], dtype as 'float32')))).toEqual({
      dtype: type,
      shape: [],
      values: [value],
    })
    const cube = tf.zeros([2, 0, 3], dtype as 'float32')
    expect(values(reduce(cube, 1))).toEqual({ dtype: type, shape: [2, 3], values: Array(6).fill(value) })
    expect(values(reduce(cube, [0, 1], true))).toEqual({
      dtype: type,
      shape: [1, 1, 3],
      values: Array(3).fill(value),
    })
    expect(values(reduce(cube, 2))).toEqual({ dtype: type, shape: [2, 0], values: [] })
  })
})

describe('tensors without values', () => {
  const none = (...shape: number[]) => tf.zeros(shape)
  const cases: [name: string, shape: number[], compute: () => tf.Tensor][] = [
    ['abs', [0, 3], () => tf.abs(none(0, 3))],
    ['add', [0, 3], () => tf.add(none(0, 3), tf.ones([3]))],
    ['cumsum', [0, 3], () => tf.cumsum(none(0, 3))],
    ['concat', [2, 3], () => tf.concat([none(0, 3), tf.ones([2, 3])])],
    ['expandDims', [1, 0], () => tf.expandDims(none(0))],
    ['gather', [0, 3], () => tf.gather(tf.ones([4, 3]), tf.tensor1d([], 'int32'))],
    ['matMul', [0, 4], () => tf.matMul(tf.zeros([0, 3]), tf.ones([3, 4]))],
    ['matMul of nothing', [2, 4], () => tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 4]))],
    [
      'pad',
      [2, 3],
      () =>
        tf.pad(none(0, 3), [
          [1, 1],
          [0, 0],
        ]),
    ],
    ['relu', [0], () => tf.relu(none(0))],
    ['reshape', [3, 0], () => tf.reshape(none(0, 2), [3, 0])],
    ['reverse', [0, 2], () => tf.reverse(none(0, 2))],
    ['slice', [0, 3], () => tf.slice(tf.ones([2, 3]), [1, 0], [0, 3])],
    ['softmax', [0, 3], () => tf.softmax(none(0, 3))],
    ['tile', [0, 6], () => tf.tile(none(0, 3), [2, 2])],
    ['transpose', [3, 0], () => tf.transpose(none(0, 3))],
    ['where', [0], () => tf.where(tf.zeros([0], 'bool'), none(0), none(0))],
  ]
  it.each(cases)('go through %s', (_, shape, compute) => {
    const given = compute()
    expect(given.shape).toEqual(shape)
    expect(given.dataSync()).toHaveLength(shape.reduce((a, b) => a * b, 1))
  })
})
