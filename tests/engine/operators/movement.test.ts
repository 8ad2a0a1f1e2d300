import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { checkOperator } from './check.js'
import { at, build, type Nd, randomNd } from './reference.js'

describe('operators that move numbers', () => {
  it.each([[[1, 0]], [[2, 0, 1]], [[0, 2, 1]], [[1, 0, 2]], [[2, 1, 0]], [[3, 1, 0, 2]], [[3, 1, 4, 0, 2]]])(
    'transpose %j',
    (axes) => {
      const shape = [4, 5, 6, 2, 3].slice(0, axes.length)
      checkOperator({
        inputs: [randomNd(shape, 1)],
        operator: (x) => tf.transpose(x, axes),
        reference: (x) =>
          build(
            axes.map((a) => shape[a]!),
            (i) =>
              at(
                x,
                shape.map((_, axis) => i[axes.indexOf(axis)]!),
              ),
          ),
      })
    },
  )

  it('slice and stridedSlice', () => {
    checkOperator({
      inputs: [randomNd([4, 5, 6], 1)],
      operator: (x) => tf.slice(x, [1, 2, 0], [2, 2, 5]),
      reference: (x) => build([2, 2, 5], ([i, j, k]) => at(x, [i! + 1, j! + 2, k!])),
    })
    checkOperator({
      inputs: [randomNd([6, 7], 1)],
      operator: (x) => tf.stridedSlice(x, [0, 1], [6, 7], [2, 3]),
      reference: (x) => build([3, 2], ([i, j]) => at(x, [i! * 2, 1 + j! * 3])),
      gradients: false,
    })
  })

  it.each([
    [
      [2, 0, 0],
      [2, 5, 6],
    ],
    [
      [0, 3, 0],
      [4, 2, 6],
    ],
    [
      [0, 0, 5],
      [4, 5, 1],
    ],
    [
      [0, 0, 0],
      [4, 5, 6],
    ],
    [
      [3, 0, 0],
      [-1, -1, -1],
    ],
    [
      [1, 0, 0],
      [0, 5, 6],
    ],
    [
      [1, 4, 2],
      [3, 1, 2],
    ],
  ])('slice from %j of size %j', (begin, size) => {
    const shape = size.map((n, axis) => (n === -1 ? [4, 5, 6][axis]! - begin[axis]! : n))
    for (const dtype of ['float32', 'int32', 'bool'] as const) {
      checkOperator({
        inputs: [
          {
            shape: [4, 5, 6],
            data: randomNd([4, 5, 6], 1).data.map((v) =>
              dtype === 'bool' ? Number(v > 0) : Math.round(8 * v),
            ),
          },
        ],
        dtypes: dtype === 'float32' ? {} : { 0: dtype },
        operator: (x) => tf.slice(x, begin, size),
        reference: (x) =>
          build(shape, (i) =>
            at(
              x,
              i.map((k, axis) => k + begin[axis]!),
            ),
          ),
        gradients: dtype === 'float32' && shape[0] !== 0 ? undefined : false,
      })
    }
  })

  it('pad and mirrorPad', () => {
    checkOperator({
      inputs: [randomNd([4, 5], 1)],
      operator: (x) =>
        tf.pad(x, [
          [1, 2],
          [0, 3],
        ]),
      reference: (x) => build([7, 8], ([i, j]) => (i! < 1 || i! > 4 || j! > 4 ? 0 : at(x, [i! - 1, j!]))),
    })
    checkOperator({
      inputs: [randomNd([4, 5], 1)],
      operator: (x) =>
        tf.mirrorPad(
          x,
          [
            [1, 2],
            [0, 3],
          ],
          'reflect',
        ),
      reference: (x) =>
        build([7, 8], ([i, j]) => at(x, [i! < 1 ? 1 : i! > 4 ? 8 - i! - 1 : i! - 1, j! > 4 ? 8 - j! : j!])),
      gradients: false,
    })
  })

  it.each([0, 1, 2, -1])('concat and stack along %i', (axis) => {
    const shape = [3, 2, 5]
    const a = axis < 0 ? axis + 3 : axis
    const longer = shape.with(a, 7)
    checkOperator({
      inputs: [randomNd(shape, 1), randomNd(longer, 2)],
      operator: (p, q) => tf.concat([p, q], axis),
      reference: (p, q) =>
        build(shape.with(a, shape[a]! + 7), (i) =>
          i[a]! < shape[a]! ? at(p, i) : at(q, i.with(a, i[a]! - shape[a]!)),
        ),
    })
    checkOperator({
      inputs: [randomNd(shape, 1), randomNd(shape, 2), randomNd(shape, 3)],
      operator: (...xs) => tf.stack(xs, a),
      reference: (...xs) => build(shape.toSpliced(a, 0, 3), (i) => at(xs[i[a]!]!, i.toSpliced(a, 1))),
    })
  })

  it.each([0, 1, 2])('unstack and split along %i, the gradient of each piece', (axis) => {
    const shape = [4, 6, 2]
    for (const k of [0, 1]) {
      checkOperator({
        inputs: [randomNd(shape, 1)],
        operator: (x) => tf.unstack(x, axis)[k]!,
        reference: (x) => build(shape.toSpliced(axis, 1), (i) => at(x, i.toSpliced(axis, 0, k))),
      })
      checkOperator({
        inputs: [randomNd(shape, 1)],
        operator: (x) => tf.split(x, 2, axis)[k]!,
        reference: (x) =>
          build(shape.with(axis, shape[axis]! / 2), (i) =>
            at(x, i.with(axis, i[axis]! + (k * shape[axis]!) / 2)),
          ),
      })
    }
  })

  it('unstack and split into a single piece have gradients', () => {
    const same = (x: Nd) => x
    checkOperator({ inputs: [randomNd([3, 4], 1)], operator: (x) => tf.split(x, 1, 0)[0]!, reference: same })
    checkOperator({
      inputs: [randomNd([3, 1], 1)],
      operator: (x) => tf.unstack(x, 1)[0]!,
      reference: (x) => ({ shape: [3], data: x.data }),
    })
  })

  it.each([[[2, 3]], [[1, 3]], [[4, 1]], [[2, 1, 3]], [[1, 1]], [[3]], [[0, 2]]])('tile %j', (repeats) => {
    const shape = [4, 5, 3].slice(0, repeats.length)
    checkOperator({
      inputs: [randomNd(shape, 1)],
      operator: (x) => tf.tile(x, repeats),
      reference: (x) =>
        build(
          shape.map((d, a) => d * repeats[a]!),
          (i) =>
            at(
              x,
              i.map((v, a) => v % shape[a]!),
            ),
        ),
    })
  })

  it('keeps integers and truth values', () => {
    tf.tidy(() => {
      const x = tf.tensor2d([1, 2, 3, 4], [2, 2], 'int32')
      expect(tf.tile(x, [1, 2])).toBeAllclose([
        [1, 2, 1, 2],
        [3, 4, 3, 4],
      ])
      expect(tf.stack(tf.unstack(x, 1), 1)).toBeAllclose([
        [1, 2],
        [3, 4],
      ])
      expect(tf.unstack(tf.tensor2d([1, 0, 0, 1], [2, 2], 'bool'), 1)[0]!).toBeAllclose([1, 0])
      expect(tf.stack([tf.tensor1d([1, 0, 0], 'bool'), tf.tensor1d([0, 1, 1], 'bool')], 1)).toBeAllclose([
        [1, 0],
        [0, 1],
        [0, 1],
      ])
      expect(tf.tile(tf.tensor1d([1, 0, 0], 'bool'), [2]).dtype).toBe('bool')
      expect(tf.tile(tf.tensor2d([1, 0], [2, 1], 'bool'), [1, 3])).toBeAllclose([
        [1, 1, 1],
        [0, 0, 0],
      ])
    })
  })

  it('tile of a single number', () => {
    // one line, shared out among the threads
    tf.tidy(() => {
      for (const dtype of ['float32', 'bool'] as const) {
        const y = tf.tile(tf.tensor1d([1], dtype), [100_001])
        expect(tf.sum(y.cast('float32'))).toBeAllclose(100_001)
        expect(tf.sum(tf.tile(y, [1]).cast('float32'))).toBeAllclose(100_001)
      }
    })
  })

  it('reverse, expandDims, depthToSpace, oneHot and gatherND', () => {
    checkOperator({
      inputs: [randomNd([4, 5], 1)],
      operator: (x) => tf.reverse(x, 1),
      reference: (x) => build([4, 5], ([i, j]) => at(x, [i!, 4 - j!])),
    })
    checkOperator({
      inputs: [randomNd([4, 5], 1)],
      operator: (x) => tf.expandDims(x, 1),
      reference: ({ data }) => ({ shape: [4, 1, 5], data }),
    })
    checkOperator({
      inputs: [randomNd([1, 2, 3, 8], 1)],
      operator: (x) => tf.depthToSpace(x as tf.Tensor4D, 2),
      reference: (x) =>
        build([1, 4, 6, 2], ([n, i, j, c]) =>
          at(x, [n!, i! >> 1, j! >> 1, ((i! & 1) * 2 + (j! & 1)) * 2 + c!]),
        ),
      gradients: false,
    })
    tf.tidy(() => {
      expect(tf.oneHot(tf.tensor1d([2, 0], 'int32'), 3)).toBeAllclose([
        [0, 0, 1],
        [1, 0, 0],
      ])
      expect(
        tf.gatherND(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([1, 0], [1, 2], 'int32')),
      ).toBeAllclose([3])
    })
  })
})
