import fc from 'fast-check'
import { KeratinError, setEngine, tf } from 'keratin'
import { beforeAll, describe, expect, it } from 'vitest'
import { withinTensors } from '../../harness/heap-guard.js'

beforeAll(() => setEngine('wasm'))

/** Runs what must be refused; nothing may have been written by then. */
function refused(compute: () => tf.TensorContainer): KeratinError {
  try {
    withinTensors(compute)
  } catch (error) {
    expect(error).toBeInstanceOf(KeratinError)
    return error as KeratinError
  }
  throw new Error('was not refused')
}

const ones = (...shape: number[]) => tf.ones(shape)
const bits = (n: number, every: number) => Array.from({ length: n }, (_, i) => i % every === 0)

describe('truth values', () => {
  it.each([1, 5, 64, 3000])('are chosen, %i of them', (n) => {
    const [condition, a, b] = [bits(n, 2), bits(n, 3), bits(n, 5)]
    const given = withinTensors(() =>
      tf.where(tf.tensor(condition, [n], 'bool'), tf.tensor(a, [n], 'bool'), tf.tensor(b, [n], 'bool')),
    )
    expect(Array.from(given[0]!.values)).toEqual(condition.map((yes, i) => Number(yes ? a[i] : b[i])))
    expect(given[0]!.dtype).toBe('bool')
  })

  it('are chosen by rows, of any type', () => {
    const t = tf.tensor([1, 2, 3, 4, 5, 6], [3, 2], 'int32')
    const condition = tf.tensor([true, false, true], [3], 'bool')
    const select = () =>
      tf.engine().runKernel('Select', { condition, t, e: tf.zerosLike(t) } as never) as tf.Tensor
    expect(Array.from(withinTensors(select)[0]!.values)).toEqual([1, 2, 0, 0, 5, 6])
    tf.dispose([t, condition])
  })

  it.each([3, 64, 1001])('are turned round, %i of them', (n) => {
    const given = withinTensors(() => tf.reverse(tf.tensor(bits(n, 3), [n], 'bool')))
    expect(Array.from(given[0]!.values)).toEqual(bits(n, 3).map(Number).reverse())
  })

  it('are left in a band of a matrix', () => {
    const given = withinTensors(() => tf.linalg.bandPart(tf.onesLike(tf.zeros([3, 3], 'bool')), 1, 0))
    expect(Array.from(given[0]!.values)).toEqual([1, 0, 0, 1, 1, 0, 0, 1, 1])
  })

  it.each(['int32', 'bool'] as const)('and integers keep their bits in steps: %s', (dtype) => {
    const given = withinTensors(() => tf.stridedSlice(tf.tensor([1, 0, 1, 1, 0], [5], dtype), [0], [5], [2]))
    expect(given).toEqual([expect.objectContaining({ dtype, shape: [3] })])
    expect(Array.from(given[0]!.values)).toEqual([1, 1, 0])
  })
})

describe('what lies outside is refused', () => {
  const cases: [name: string, message: RegExp, compute: () => tf.TensorContainer][] = [
    [
      'pad',
      /pad: .*not negative.*\[-1, 0\]/,
      () =>
        tf.pad(ones(3, 3), [
          [-1, 0],
          [0, 0],
        ]),
    ],
    [
      'pad',
      /pad: .*not negative/,
      () =>
        tf.pad(ones(2, 3, 4), [
          [0, 0],
          [1, 1],
          [0, -4],
        ]),
    ],
    ['matMul', /matMul: .*two axes.*\[2, 2\] and \[2\]/, () => tf.matMul(ones(2, 2), ones(2) as never)],
    [
      'slice',
      /slice: .*\[3, 3\].*begin \[2, 0\] and size \[2, 3\]/,
      () => tf.slice(ones(3, 3), [2, 0], [2, 3]),
    ],
    ['slice', /slice: /, () => tf.slice(ones(3), 4)],
    ['gather', /GatherV2: .*5 is not in \[0, 2\]/, () => tf.gather(ones(3, 2), tf.tensor1d([5], 'int32'))],
    ['gather', /GatherV2: .*-1/, () => tf.gather(ones(3, 2), tf.tensor1d([-1], 'int32'), 1)],
    [
      'gatherND',
      /gatherND: .*\[3, 2\].*\[2, 2\]/,
      () => tf.gatherND(ones(3, 2), tf.tensor2d([[2, 2]], [1, 2], 'int32')),
    ],
    [
      'scatterND',
      /scatterND: .*\[3\].*\[5\]/,
      () => tf.scatterND(tf.tensor2d([[5]], [1, 1], 'int32'), ones(1), [3]),
    ],
    [
      'tensorScatterUpdate',
      /tensorScatterUpdate: /,
      () => tf.tensorScatterUpdate(ones(3), tf.tensor2d([[-1]], [1, 1], 'int32'), ones(1)),
    ],
    ['sparseToDense', /sparseToDense: /, () => tf.sparseToDense(tf.tensor1d([7], 'int32'), ones(1), [3], 0)],
    [
      'cropAndResize',
      /cropAndResize: .*3 is not in \[0, 0\]/,
      () => tf.image.cropAndResize(ones(1, 4, 4, 1) as never, [[0, 0, 1, 1]], [3], [2, 2]),
    ],
    [
      'conv2dTranspose',
      /conv2dTranspose: .*\[1, 4, 4, 2\].*\[1, 8, 8, 2\]/,
      () => tf.conv2dTranspose(ones(1, 8, 8, 2) as never, ones(3, 3, 2, 2) as never, [1, 4, 4, 2], 1, 'same'),
    ],
    [
      'conv3dTranspose',
      /conv3dTranspose: /,
      () =>
        tf.conv3dTranspose(
          ones(1, 8, 8, 8, 2) as never,
          ones(3, 3, 3, 2, 2) as never,
          [1, 4, 4, 4, 2],
          1,
          'same',
        ),
    ],
    [
      'bincount',
      /bincount: .*non-negative.*-1/,
      () => tf.bincount(tf.tensor1d([-1, 2], 'int32') as never, ones(2) as never, 3),
    ],
    [
      'unsortedSegmentSum',
      /unsortedSegmentSum: /,
      () => tf.unsortedSegmentSum(ones(2, 2), tf.tensor1d([0, 1, 1], 'int32'), 2),
    ],
    [
      'batchToSpaceND',
      /batchToSpaceND: /,
      () =>
        tf.batchToSpaceND(
          ones(4, 2, 2, 1),
          [2, 2],
          [
            [0, 5],
            [0, 0],
          ],
        ),
    ],
    ['floorDiv', /floorDiv: .*zero/, () => tf.floorDiv(tf.tensor1d([5], 'int32'), tf.tensor1d([0], 'int32'))],
    ['mod', /mod: .*zero/, () => tf.mod(tf.tensor1d([5], 'int32'), tf.tensor1d([0], 'int32'))],
    ['einsum', /einsum: .*"i".*2 and 3/, () => tf.einsum('ij,ij->ij', ones(2, 3), ones(3, 2))],
    ['argMax', /argMax: axis 0 of shape \[0\] is empty/, () => tf.argMax(tf.zeros([0]))],
  ]
  it.each(cases)('by %s: %s', (_, message, compute) => {
    expect(refused(compute).message).toMatch(message)
  })

  it('wherever a slice reaches over the end, and only there', () => {
    const part = fc.tuple(
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 5 }),
    )
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('float32', 'int32', 'bool'),
        (parts, dtype) => {
          const [shape, begin, size] = [0, 1, 2].map((i) => parts.map((p) => p[i]!)) as [
            number[],
            number[],
            number[],
          ]
          const compute = () => tf.slice(tf.ones(shape, dtype as 'float32'), begin, size)
          if (parts.every(([extent, from, n]) => from + n <= extent)) {
            const [given] = withinTensors(compute)
            expect(given!.shape).toEqual(size)
            expect(Array.from(given!.values).every((x) => x === 1)).toBe(true)
          } else refused(compute)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('wherever an index does not point into a tensor, and only there', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 })
    const rows = fc.array(fc.array(fc.integer({ min: -1, max: 4 }), { minLength: 3, maxLength: 3 }), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(shapes, rows, (shape, all) => {
        const indices = all.map((row) => row.slice(0, shape.length))
        const fits = indices.every((row) => row.every((index, axis) => index >= 0 && index < shape[axis]!))
        const table = () => tf.tensor2d(indices, [indices.length, shape.length], 'int32')
        const compute = () => [
          tf.gatherND(tf.ones(shape), table()),
          tf.tensorScatterUpdate(tf.ones(shape), table(), tf.ones([indices.length])),
        ]
        if (!fits) refused(compute)
        else
          expect(withinTensors(compute).every(({ values }) => Array.from(values).every((x) => x === 1))).toBe(
            true,
          )
      }),
      { numRuns: 100 },
    )
  })
})
