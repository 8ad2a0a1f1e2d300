import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Dataset, DatasetBatches, disposeBatch } from '../../src/data/index.js'
import { tf } from '../../src/engine/index.js'
import { expectNoLeak } from '../harness/leaks.js'

const numbers = (n: number) => Dataset.from(() => Array(n).keys(), n)
const later = (n: number) =>
  Dataset.from(async function* () {
    yield* Array(n).keys()
  })
const rows = (n: number) => Dataset.fromTensors(Int32Array.from(Array(n).keys()))
const readRows = async (data: Dataset<tf.Tensor>) => {
  const read: number[] = []
  for await (const t of data) {
    read.push(...t.dataSync())
    t.dispose()
  }
  return read
}
const sorted = (list: number[]) => [...list].sort((a, b) => a - b)

describe('Dataset', () => {
  it('starts afresh each time', async () => {
    const data = numbers(3).map((n) => n * 2)
    expect(await data.toArray()).toEqual([0, 2, 4])
    expect(await data.toArray()).toEqual([0, 2, 4])
    expect(data.size).toBe(3)
  })

  it('reads no more than is taken', async () => {
    let made = 0
    const data = Dataset.from(function* () {
      for (;;) yield made++
    })
    expect(await data.take(3).toArray()).toEqual([0, 1, 2])
    expect(made).toBe(3)
    expect(await data.take(0).toArray()).toEqual([])
    expect(made).toBe(3)
  })

  it('gives every element once in any shuffle buffer, never too far ahead', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 70 }), fc.nat(), async (n, buffer, seed) => {
        const fromSequence = await later(n).shuffle(buffer, { seed }).toArray()
        const fromRows = await readRows(
          rows(n + 1)
            .take(n)
            .shuffle(buffer, { seed }),
        )
        expect(fromRows).toEqual(fromSequence)
        expect(sorted(fromSequence)).toEqual([...Array(n).keys()])
        fromSequence.forEach((value, at) => {
          expect(value).toBeLessThanOrEqual(at + buffer)
        })
      }),
      { numRuns: 30 },
    )
  })

  it('shuffles anew each time, or always alike', async () => {
    const data = numbers(30)
    const twice = async (set: Dataset<number>) => [await set.toArray(), await set.toArray()] as const
    const [a, b] = await twice(data.shuffle(30, { seed: 1 }))
    expect(a).not.toEqual(b)
    expect(await twice(data.shuffle(30, { seed: 1 }))).toEqual([a, b])
    const [c, d] = await twice(data.shuffle(30, { seed: 1, reshuffleEachIteration: false }))
    expect(c).toEqual(d)
    expect(() => later(3).shuffle()).toThrow('bufferSize must be given for data of unknown size')
  })

  it('batches numbers, arrays, tensors, lists and records', async () => {
    await expectNoLeak(async () => {
      const data = numbers(5).map((n) => [{ a: tf.tensor([n, n]), b: n }, [n, n, n]] as const)
      const sizes = []
      for await (const [x, y] of data.batch(2)) {
        sizes.push([x.a.shape, x.b.shape, y.shape])
        tf.dispose([x, y] as unknown as tf.TensorContainer)
      }
      expect(sizes).toEqual([
        [[2, 2], [2], [2, 3]],
        [[2, 2], [2], [2, 3]],
        [[1, 2], [1], [1, 3]],
      ])
      expect(data.batch(2).size).toBe(3)
      expect(data.batch(2, { dropRemainder: true }).size).toBe(2)
    })
  })

  it('batches rows in memory as it batches one by one', async () => {
    await expectNoLeak(async () => {
      const x = tf.tensor2d([...Array(14).keys()], [7, 2])
      const data = Dataset.fromTensors([x, [0, 1, 2, 3, 4, 5, 6]])
      for (const dropRemainder of [false, true]) {
        for (const shuffle of [false, true]) {
          const source = shuffle ? data.shuffle(7, { seed: 3 }) : data
          const fast = await source.batch(3, { dropRemainder }).toArray()
          const slow = await source
            .map((e) => e)
            .batch(3, { dropRemainder })
            .toArray()
          expect(fast.length).toBe(dropRemainder ? 2 : 3)
          fast.forEach((element, i) => {
            if (!shuffle) expect(slow[i]![0].dataSync()).toEqual(element[0].dataSync())
            expect([...element[0].dataSync()].filter((v) => v % 2 === 0).map((v) => v / 2)).toEqual([
              ...element[1].dataSync(),
            ])
          })
          tf.dispose([...fast, ...slow] as unknown as tf.TensorContainer)
        }
      }
      data.dispose()
      expect(x.isDisposed).toBe(false)
      x.dispose()
    })
  })

  it('disposes what map, take, shuffle and batch received, also when reading stops early or fails', async () => {
    await expectNoLeak(async () => {
      const tensors = Dataset.from(function* () {
        for (let i = 0; i < 20; i++) yield tf.tensor1d([i])
      }, 20)
      const chain = tensors.map((t) => tf.tidy(() => t.add(1))).shuffle(8)
      for await (const batch of chain.batch(3)) {
        batch.dispose()
        break
      }
      for await (const t of chain.take(2)) t.dispose()
      const failing = tensors.map((t, i) => {
        if (i === 5) throw new RangeError('no sixth')
        return t
      })
      await expect(failing.batch(4).toArray()).rejects.toThrow('no sixth')
      await expect(failing.shuffle(9).toArray()).rejects.toThrow('no sixth')
    })
  })

  it('says which element does not fit into a batch', async () => {
    await expectNoLeak(async () => {
      const uneven = numbers(3).map((n) => ({ x: tf.zeros([n === 2 ? 4 : 3]) }))
      await expect(uneven.batch(3).toArray()).rejects.toThrow(
        'x cannot be batched. Expected: shape [3], as element 0. Received: shape [4] in element 2.',
      )
      const other = numbers(2).map((n) => (n ? { x: 1 } : { y: 1 }))
      await expect(other.batch(2).toArray()).rejects.toThrow(
        'Elements of a batch must have the same form. Expected: y, as element 0. Received: x, in element 1.',
      )
    })
  })

  it('refuses counts that are none and parts of different length', async () => {
    expect(() => numbers(3).batch(0)).toThrow('Dataset.batch: count must be an integer of at least 1')
    expect(() => numbers(3).take(-1)).toThrow('count=-1')
    await expectNoLeak(() => {
      expect(() => Dataset.fromTensors([new Float32Array(3), [1, 2]])).toThrow('[0] [3], [1] [2]')
    })
  })
})

describe('DatasetBatches', () => {
  const x = [
    [1, 2],
    [3, 4],
    [5, 6],
  ]
  const forms = {
    '[x, y]': () => Dataset.fromTensors([x, [0, 1, 0]]),
    '{ x, y }': () => Dataset.fromTensors({ x, y: [0, 1, 0] }),
    'asynchronous [x, y, null]': () => Dataset.fromTensors([x, [0, 1, 0]]).map(([a, b]) => [a, b]),
  }
  it.each(Object.entries(forms))('reads elements of the form %s', async (_, make) => {
    await expectNoLeak(async () => {
      const data = make() as Dataset<unknown>
      const source = new DatasetBatches(data.batch(2) as Dataset<unknown>)
      const sizes = []
      for await (const batch of source.batches()) {
        expect((batch.x as tf.Tensor).shape).toEqual([batch.size, 2])
        expect((batch.y as tf.Tensor).shape).toEqual([batch.size])
        expect(batch.sampleWeight).toBeUndefined()
        sizes.push(batch.size)
        disposeBatch(batch)
      }
      expect(sizes).toEqual([2, 1])
      expect(source.steps).toBe(2)
      data.dispose()
    })
  })

  it('needs no promises where the data is in memory', () => {
    const data = Dataset.fromTensors([x, [0, 1, 0]])
    expect(Symbol.iterator in new DatasetBatches(data.shuffle().batch(2)).batches()).toBe(true)
    expect(Symbol.iterator in new DatasetBatches(data.map((e) => e).batch(2)).batches()).toBe(false)
    data.dispose()
  })

  it('refuses elements that are no batches', async () => {
    await expectNoLeak(async () => {
      const read = async (data: Dataset<unknown>) => {
        for await (const batch of new DatasetBatches(data).batches()) disposeBatch(batch)
      }
      await expect(read(numbers(2))).rejects.toMatchObject({
        code: 'DATA',
        hint: 'Call batch(size) on the data set.',
      })
      const uneven = numbers(1).map(() => [tf.zeros([2, 1]), tf.zeros([3])])
      await expect(read(uneven)).rejects.toThrow('x [2, 1], y [3]')
    })
  })
})
