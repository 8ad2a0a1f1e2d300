import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ArrayData, type Batch, disposeBatch, TensorBatches, toRows } from '../../src/data/index.js'
import { tf } from '../../src/engine/index.js'
import { RandomStream, setRandomSeed } from '../../src/support/random.js'
import { expectNoLeak } from '../harness/leaks.js'

const range = (n: number) => Float32Array.from({ length: n }, (_, i) => i)
const values = (x: unknown): number[] => [...(x as tf.Tensor).dataSync()]

const collect = (source: TensorBatches, options = {}) => {
  const x: number[] = []
  const y: number[] = []
  const sizes: number[] = []
  for (const batch of source.batches(options)) {
    x.push(...values(batch.x))
    if (batch.y) y.push(...values(batch.y))
    sizes.push(batch.size)
    disposeBatch(batch)
  }
  return { x, y, sizes }
}

describe('TensorBatches', () => {
  it('goes over every row once, in order, the last batch being smaller', () => {
    const source = new TensorBatches(toRows({ x: range(10), y: range(10) }), 4)
    expect(source.steps).toBe(3)
    expect(source.size).toBe(10)
    expect(collect(source)).toEqual({ x: [...range(10)], y: [...range(10)], sizes: [4, 4, 2] })
    source.dispose()
  })

  it('shuffles rows of all tensors alike, each row once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(),
        (n, size, seed) => {
          const x = tf.tidy(() => tf.stack([tf.range(0, n), tf.range(0, n).mul(10)], 1))
          const y = Int32Array.from(range(n))
          const source = new TensorBatches(toRows({ x, y }), size)
          const read = collect(source, { shuffle: true, random: new RandomStream(seed) })
          expect(read.x).toEqual(read.y.flatMap((i) => [i, 10 * i]))
          expect([...read.y].sort((a, b) => a - b)).toEqual([...range(n)])
          source.dispose()
          x.dispose()
        },
      ),
      { numRuns: 30 },
    )
  })

  it('draws its order from the shuffle stream: a new one each time, the same after the same seed', () => {
    const source = new TensorBatches(toRows({ x: range(50) }), 8)
    setRandomSeed(7)
    const first = collect(source, { shuffle: true }).x
    const second = collect(source, { shuffle: true }).x
    setRandomSeed(7)
    expect(collect(source, { shuffle: true }).x).toEqual(first)
    expect(second).not.toEqual(first)
    source.dispose()
  })

  it.each(['float32', 'int32', 'bool'] as const)('keeps the dtype %s', (dtype) => {
    const x = tf.tensor([1, 0, 1, 1], [4, 1], dtype)
    const source = new TensorBatches(toRows({ x }), 2)
    for (const shuffle of [false, true]) {
      for (const batch of source.batches({ shuffle })) {
        expect((batch.x as tf.Tensor).dtype).toBe(dtype)
        expect((batch.x as tf.Tensor).shape).toEqual([2, 1])
        disposeBatch(batch)
      }
    }
    x.dispose()
  })

  it('keeps lists and names', () => {
    const a = tf.tensor1d(range(3))
    const source = new TensorBatches(
      toRows({ x: [a, a], y: { out: [1, 2, 3] }, sampleWeight: new Float32Array(3) }),
      2,
    )
    const [batch] = source.batches() as Iterable<Batch>
    expect(batch).toMatchObject({ x: [{ shape: [2] }, { shape: [2] }], y: { out: { shape: [2] } }, size: 2 })
    expect((batch!.sampleWeight as tf.Tensor).shape).toEqual([2])
    disposeBatch(batch!)
    source.dispose()
    expect(a.isDisposed).toBe(false)
    a.dispose()
  })

  it('takes plain arrays as several inputs when the model has several', async () => {
    await expectNoLeak(() => {
      const data: ArrayData = {
        x: [
          [
            [1, 2],
            [3, 4],
          ],
          [[5], [6]],
        ],
      }
      const rows = toRows(data, { inputs: 2 })
      expect(rows.size).toBe(2)
      expect(rows.tree.x).toMatchObject([{ shape: [2, 2] }, { shape: [2, 1] }])
      rows.dispose()
      const single = toRows(
        {
          x: [
            [1, 2],
            [3, 4],
          ],
        },
        { inputs: 1 },
      )
      expect(single.tree.x).toMatchObject({ shape: [2, 2] })
      single.dispose()
    })
  })

  it('leaves nothing behind, read to the end or not', async () => {
    await expectNoLeak(() => {
      const source = new TensorBatches(toRows({ x: range(10), y: [...range(10)] }), 3)
      collect(source)
      collect(source, { shuffle: true })
      for (const batch of source.batches({ shuffle: true })) {
        disposeBatch(batch)
        break
      }
      source.dispose()
    })
  })

  it('names every part when the numbers of samples differ, and leaves nothing behind', async () => {
    await expectNoLeak(() => {
      const data = { x: { image: [[1], [2]], meta: [1, 2, 3] }, y: new Float32Array(2) }
      expect(() => toRows(data)).toThrow(
        'All data must have the same number of samples. Received: x.image [2, 1], x.meta [3], y [2].',
      )
      expect(() => toRows({ x: 5 })).toThrow('Data must have a first axis of samples. Received: x [].')
      expect(() => toRows({ x: range(3), y: [[1], [2, 3], [4]] })).toThrow('y is ragged at [1]')
    })
  })

  it('refuses a batch size that is none', () => {
    const rows = toRows({ x: range(3) })
    for (const size of [0, -1, 1.5]) expect(() => new TensorBatches(rows, size)).toThrow(`batchSize=${size}`)
    rows.dispose()
  })
})

describe('split', () => {
  // floor(n * (1 - fraction)), as keras.src.trainers.data_adapters.array_slicing computes it
  it.each([
    [10, 0.1, 9],
    [60000, 0.1, 54000],
    [7, 0.3, 4],
    [3, 0.5, 1],
    [100, 0.07, 93],
  ])('of %i samples by %f leaves %i for training', (n, fraction, expected) => {
    const rows = toRows({ x: range(n) })
    const [train, validation] = rows.split(fraction)
    expect([train.size, validation.size]).toEqual([expected, n - expected])
    rows.dispose()
  })

  it('keeps the last rows back, also when shuffled', () => {
    const rows = toRows({ x: range(10) })
    const [train, validation] = rows.split(0.3)
    const read = (part: typeof rows) =>
      collect(new TensorBatches(part, 2), { shuffle: true }).x.sort((a, b) => a - b)
    expect(read(train)).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(read(validation)).toEqual([7, 8, 9])
    expect(collect(new TensorBatches(validation, 2)).x).toEqual([7, 8, 9])
    rows.dispose()
  })

  it('refuses a side without samples', () => {
    const rows = toRows({ x: range(1) })
    expect(() => rows.split(0.1)).toThrow('would leave 0 for training and 1 for validation')
    expect(() => rows.split(1.5)).toThrow('validationSplit must be between 0 and 1')
    rows.dispose()
  })
})
