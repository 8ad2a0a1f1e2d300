import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Dataset } from '../../src/data/index.js'
import { tf } from '../../src/engine/index.js'
import { Dense, Input } from '../../src/layers/index.js'
import { Sequential } from '../../src/model/index.js'
import { expectNoLeak } from '../harness/leaks.js'

const numbers = (n: number) => Dataset.from(() => Array(n).keys(), n)
const tensors = (n: number) =>
  Dataset.from(function* () {
    for (let i = 0; i < n; i++) yield tf.tensor1d([i])
  }, n)

describe('map with parallel', () => {
  it('keeps the order, whatever ends first, and never has more under way than told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(30), fc.integer({ min: 2, max: 9 }), async (n, parallel) => {
        let now = 0
        let most = 0
        const data = numbers(n).map(
          async (i) => {
            most = Math.max(most, ++now)
            await sleep((i * 7) % 4)
            now--
            return i * 10
          },
          { parallel },
        )
        expect(await data.toArray()).toEqual(Array.from({ length: n }, (_, i) => i * 10))
        expect(most).toBeLessThanOrEqual(parallel)
        if (n >= parallel) expect(most).toBe(parallel)
      }),
      { numRuns: 15 },
    )
  })

  it('reads no further ahead than it works', async () => {
    let read = 0
    const source = Dataset.from(function* () {
      for (;;) yield read++
    })
    const iterator = source.map(async (i) => i, { parallel: 4 })[Symbol.asyncIterator]()
    await iterator.next()
    await sleep(5)
    expect(read).toBeLessThanOrEqual(4)
    await iterator.next()
    await sleep(5)
    expect(read).toBeLessThanOrEqual(5)
    await iterator.return()
  })

  it('frees what is under way when reading stops or something fails', async () => {
    await expectNoLeak(async () => {
      const later = (data: Dataset<tf.Tensor>) =>
        data.map(
          async (t) => {
            await sleep(1)
            return tf.tidy(() => t.add(1))
          },
          { parallel: 5 },
        )
      for await (const t of later(tensors(20))) {
        t.dispose()
        break
      }
      for await (const t of later(tensors(20)).prefetch(3).batch(2).prefetch(2)) {
        t.dispose()
        break
      }
      const failing = tensors(20).map(
        async (t, i) => {
          await sleep(i === 3 ? 0 : 3)
          if (i === 3) throw new RangeError('no fourth')
          return t
        },
        { parallel: 8 },
      )
      await expect(failing.toArray()).rejects.toThrow('no fourth')
      await expect(failing.prefetch(4).batch(2).toArray()).rejects.toThrow('no fourth')
    })
  })

  it('refuses a number that is none', () => {
    expect(() => numbers(2).map((n) => n, { parallel: 0 })).toThrow('Dataset.map: parallel')
    expect(numbers(2).map((n) => n, { parallel: 'auto' }).size).toBe(2)
  })
})

describe('prefetch', () => {
  it('has elements made while the reader is busy', async () => {
    let made = 0
    const data = Dataset.from(async function* () {
      for (; made < 9; ) yield made++
    }).prefetch(3)
    const iterator = data[Symbol.asyncIterator]()
    expect((await iterator.next()).value).toBe(0)
    await sleep(5)
    expect(made).toBe(3)
    await iterator.next()
    await sleep(5)
    expect(made).toBe(4)
    await iterator.return()
  })

  it('leaves data in memory without promises', () => {
    const data = Dataset.fromTensors(new Float32Array(4))
    expect(Symbol.iterator in data.batch(2).prefetch().open()).toBe(true)
    data.dispose()
  })
})

describe('filter, skip, repeat, concatenate, zip', () => {
  it('behave as arrays do', async () => {
    const ten = numbers(10)
    expect(await ten.filter(async (n) => n % 3 === 0).toArray()).toEqual([0, 3, 6, 9])
    expect(ten.filter(() => true).size).toBeUndefined()
    expect(await ten.skip(7).toArray()).toEqual([7, 8, 9])
    expect(ten.skip(7).size).toBe(3)
    expect(ten.skip(70).size).toBe(0)
    expect(await numbers(3).repeat(2).toArray()).toEqual([0, 1, 2, 0, 1, 2])
    expect(await numbers(3).repeat(0).toArray()).toEqual([])
    expect(await numbers(3).repeat().take(7).toArray()).toEqual([0, 1, 2, 0, 1, 2, 0])
    expect(numbers(3).repeat().size).toBe(Number.POSITIVE_INFINITY)
    expect(numbers(3).repeat().take(7).size).toBe(7)
    expect(await numbers(0).repeat().toArray()).toEqual([])
    expect(await numbers(2).concatenate(numbers(3)).toArray()).toEqual([0, 1, 0, 1, 2])
    expect(numbers(2).concatenate(numbers(3)).size).toBe(5)
    const zipped = Dataset.zip(
      numbers(3),
      numbers(5).map((n) => `${n}`),
    )
    expect(await zipped.toArray()).toEqual([
      [0, '0'],
      [1, '1'],
      [2, '2'],
    ])
    expect(zipped.size).toBe(3)
  })

  it('shuffle anew in each repetition', async () => {
    const twice = await numbers(20).shuffle(20, { seed: 4 }).repeat(2).toArray()
    expect(twice.slice(0, 20)).not.toEqual(twice.slice(20))
    expect([...twice].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i >> 1))
  })

  it('dispose what they leave out', async () => {
    await expectNoLeak(async () => {
      const read = async (data: Dataset<unknown>) => {
        for await (const element of data) tf.dispose(element as tf.TensorContainer)
      }
      await read(tensors(5).filter((_, i) => i % 2 === 0))
      await read(tensors(5).skip(3))
      await read(Dataset.zip(tensors(3), tensors(5)))
      await read(Dataset.zip(tensors(5), tensors(3)))
      await read(tensors(2).repeat(3).take(5))
      await read(tensors(2).concatenate(tensors(3)).take(3))
      const failing = tensors(5).filter((_, i) => {
        if (i === 2) throw new RangeError('no third')
        return true
      })
      await expect(failing.toArray()).rejects.toThrow('no third')
    })
  })
})

describe('cache', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keratin-cache-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** A data set that counts how often its elements are made. */
  function counted() {
    const made = { count: 0 }
    const data = Dataset.from(function* () {
      for (let i = 0; i < 4; i++) {
        made.count++
        yield {
          x: tf.tensor2d([[i, i + 0.5]]),
          ok: tf.tensor1d([true, false], 'bool'),
          y: i,
          name: `n${i}`,
          raw: Uint16Array.of(i, 7),
        }
      }
    }, 4)
    return { made, data }
  }
  const read = async (data: ReturnType<typeof counted>['data']) => {
    const rows: unknown[] = []
    for await (const { x, ok, y, name, raw } of data) {
      rows.push([x.shape, [...x.dataSync()], ok.dtype, [...ok.dataSync()], y, name, [...raw]])
      tf.dispose([x, ok])
    }
    return rows
  }

  it('in memory makes elements once, and only a full reading counts', async () => {
    await expectNoLeak(async () => {
      const { made, data } = counted()
      const cached = data.cache()
      for await (const { x, ok } of cached) {
        tf.dispose([x, ok])
        break
      }
      expect(made.count).toBe(1)
      const rows = await read(cached)
      expect(made.count).toBe(5)
      expect(await read(cached)).toEqual(rows)
      expect(await read(cached.take(2))).toEqual(rows.slice(0, 2))
      expect(made.count).toBe(5)
      cached.dispose()
    })
  })

  it('on disk keeps every kind of element, for later runs too', async () => {
    await expectNoLeak(async () => {
      const file = join(folder, 'elements')
      const { made, data } = counted()
      for await (const { x, ok } of data.cache(file)) {
        tf.dispose([x, ok])
        break
      }
      expect(await readdir(folder)).toEqual([])
      const rows = await read(data.cache(file))
      expect(made.count).toBe(5)
      expect(await read(data.cache(file))).toEqual(rows)
      expect(made.count).toBe(5)
      expect(await readdir(folder)).toEqual(['elements'])
      expect(rows[1]).toEqual([[1, 2], [1, 1.5], 'bool', [1, 0], 1, 'n1', [1, 7]])
    })
  })

  it('says what is wrong with a file', async () => {
    const broken = (name: string) => join(folder, name)
    const whole = await readFile(broken('elements'))
    await writeFile(broken('cut'), whole.subarray(0, whole.length - 3))
    await writeFile(broken('other'), 'something else')
    const { data } = counted()
    await expectNoLeak(async () => {
      await expect(data.cache(broken('cut')).toArray()).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
      await expect(data.cache(broken('other')).toArray()).rejects.toThrow('not written by cache')
    })
    await expect(
      numbers(2)
        .cache(join(folder, 'none', 'x'))
        .toArray(),
    ).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
    })
    const odd = numbers(1).map(() => new Map())
    await expect(odd.cache(broken('odd')).toArray()).rejects.toThrow('numbers, texts, arrays and tensors')
    expect(await readdir(folder)).not.toContain('odd')
  })
})

describe('fit on a pipeline', () => {
  const model = () => {
    const m = new Sequential([Input({ shape: [2] }), Dense(1)])
    m.compile({ optimizer: 'sgd', loss: 'mse' })
    return m
  }
  const pairs = numbers(12)
    .map(async (n) => [tf.tensor1d([n / 12, 1]), n / 12] as const, { parallel: 3 })
    .shuffle(6, { seed: 1 })
    .batch(4)
    .prefetch(2)

  it('trains on every batch of every epoch and leaves nothing behind', async () => {
    const m = model()
    await m.fit(pairs, undefined, { epochs: 1, verbose: 0 })
    await expectNoLeak(async () => {
      const steps: number[] = []
      const { history } = await m.fit(pairs, undefined, {
        epochs: 3,
        verbose: 0,
        callbacks: { onTrainBatchEnd: (step: number) => void steps.push(step) },
      })
      expect(steps).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2])
      expect(history.loss).toHaveLength(3)
    })
  })

  it('needs stepsPerEpoch for data that never ends', async () => {
    await expect(model().fit(pairs.repeat(), undefined, { verbose: 0 })).rejects.toThrow('never ends')
    await model().fit(pairs.repeat(), undefined, { verbose: 0, epochs: 2, stepsPerEpoch: 4 })
  })
})
