import { beforeEach, describe, expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import * as random from '../../src/random/index.js'
import { setRandomSeed } from '../../src/support/random.js'
import { expectNoLeak } from '../harness/leaks.js'

const N = 40_000
beforeEach(() => setRandomSeed(1447))

/** The numbers of a tensor, which is freed. */
const numbersOf = (t: tf.Tensor): number[] => {
  const values = [...t.dataSync()]
  t.dispose()
  return values
}

function moments(t: tf.Tensor): { mean: number; deviation: number; values: number[] } {
  const values = numbersOf(t)
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length)
  return { mean, deviation, values }
}

/** Mean and standard deviation lie within five standard errors of what they should be. */
function expectMoments(t: tf.Tensor, mean: number, deviation: number): number[] {
  const found = moments(t)
  expect(Math.abs(found.mean - mean)).toBeLessThan((5 * deviation) / Math.sqrt(N))
  expect(Math.abs(found.deviation / deviation - 1)).toBeLessThan(0.05)
  return found.values
}

describe('distributions', () => {
  it('normal and truncatedNormal', () => {
    expectMoments(random.normal([N], { mean: 3, stddev: 2 }), 3, 2)
    // the standard deviation of a normal distribution cut off at 2 is 0.8796
    const cut = expectMoments(random.truncatedNormal([N], { mean: 1, stddev: 0.5 }), 1, 0.5 * 0.87963)
    expect(cut.every((v) => Math.abs(v - 1) <= 1)).toBe(true)
  })

  it('uniform and randint stay below maxval', () => {
    const values = expectMoments(random.uniform([N], { minval: -1, maxval: 3 }), 1, 4 / Math.sqrt(12))
    expect(values.every((v) => v >= -1 && v < 3)).toBe(true)
    const dice = random.randint([N], 1, 7)
    expect(dice.dtype).toBe('int32')
    expect(new Set(expectMoments(dice, 3.5, Math.sqrt(35 / 12)))).toEqual(new Set([1, 2, 3, 4, 5, 6]))
  })

  it('gamma, below and above 1', () => {
    for (const alpha of [0.3, 1, 4.5]) expectMoments(random.gamma([N], alpha), alpha, Math.sqrt(alpha))
  })

  it('beta', () => {
    for (const [a, b] of [
      [0.2, 0.2],
      [2, 5],
    ] as const) {
      const deviation = Math.sqrt((a * b) / (a + b + 1)) / (a + b)
      expectMoments(random.beta([N], a, b), a / (a + b), deviation)
    }
  })

  it('binomial, of few and of many trials', () => {
    for (const [n, p] of [
      [10, 0.3],
      [1000, 0.02],
      [100_000, 0.7],
    ] as const)
      expectMoments(random.binomial([N], n, p), n * p, Math.sqrt(n * p * (1 - p)))
    expect(numbersOf(random.binomial([2, 2], [5, 50], [[0], [1]]))).toEqual([0, 0, 5, 50])
  })

  it('categorical', () => {
    const logits = tf.log(
      tf.tensor2d([
        [0.2, 0.5, 0.3],
        [0, 0, 1],
      ]),
    )
    const drawn = numbersOf(random.categorical(logits, N))
    logits.dispose()
    const share = (k: number) => drawn.slice(0, N).filter((v) => v === k).length / N
    for (const [k, p] of [0.2, 0.5, 0.3].entries()) expect(Math.abs(share(k) - p)).toBeLessThan(0.02)
    expect(new Set(drawn.slice(N))).toEqual(new Set([2]))
  })

  it('parameters are broadcast to the shape', () => {
    const { shape } = random.gamma([3, 2], [1e4, 1])
    expect(shape).toEqual([3, 2])
    const values = numbersOf(random.gamma([3, 2], [1e4, 1]))
    expect([0, 2, 4].every((i) => values[i]! > 5000) && [1, 3, 5].every((i) => values[i]! < 100)).toBe(true)
  })
})

describe('tensors', () => {
  it('shuffle changes places along an axis, of all parts alike', () => {
    tf.tidy(() => {
      const x = tf.reshape(tf.range(0, 40), [20, 2])
      const rows = random.shuffle(x).arraySync() as number[][]
      expect(rows.every(([a, b]) => b === a! + 1)).toBe(true)
      expect(rows.map(([a]) => a).sort((a, b) => a! - b!)).toEqual(
        Array.from({ length: 20 }, (_, i) => 2 * i),
      )
      expect(rows.flat()).not.toEqual([...x.dataSync()])
      const columns = random.shuffle(tf.reshape(tf.range(0, 40), [2, 20]), { axis: -1, seed: 3 })
      const [first, second] = columns.arraySync() as [number[], number[]]
      expect(second.map((v) => v - 20)).toEqual(first)
    })
  })

  it('dropout keeps the mean, and NaN where it stays', () => {
    tf.tidy(() => {
      const y = [...random.dropout(tf.ones([N]), 0.25).dataSync()]
      expect(Math.abs(y.filter((v) => v === 0).length / N - 0.25)).toBeLessThan(0.02)
      expect(y.every((v) => v === 0 || Math.abs(v - 4 / 3) < 1e-6)).toBe(true)
      const rows = random.dropout(tf.ones([50, 4]), 0.5, { noiseShape: [50, 1] }).arraySync() as number[][]
      expect(rows.every((row) => new Set(row).size === 1)).toBe(true)
      expect([...random.dropout(tf.ones([3]), 1).dataSync()]).toEqual([0, 0, 0])
    })
  })
})

describe('seeds', () => {
  const all = (seed?: random.RandomSeed): number[] =>
    [
      random.normal([3], { seed }),
      random.truncatedNormal([3], { seed }),
      random.uniform([3], { seed }),
      random.randint([3], 0, 1000, { seed }),
      random.gamma([3], 2, { seed }),
      random.beta([3], 2, 3, { seed }),
      random.binomial([3], 50, 0.4, { seed }),
      random.categorical([[0, 0, 0, 0, 0, 0, 0, 0]], 3, { seed }),
    ].flatMap(numbersOf)

  it('the same numbers of setRandomSeed, of an integer, and of a generator', () => {
    const first = all()
    expect(all()).not.toEqual(first)
    setRandomSeed(1447)
    expect(all()).toEqual(first)
    setRandomSeed(1448)
    expect(all()).not.toEqual(first)
    expect(all(7)).toEqual(all(7))
    expect(all(8)).not.toEqual(all(7))
    const [one, two] = [random.SeedGenerator(5), new random.SeedGenerator({ seed: 5 })]
    expect([all(one), all(one)]).toEqual([all(two), all(two)])
    expect(all(one)).not.toEqual(all(random.SeedGenerator(5)))
    expect(random.SeedGenerator(5).next()).not.toBe(random.SeedGenerator(2 ** 32 + 5).next())
  })

  it('on every engine: these', () => {
    expect(numbersOf(random.normal([3], { seed: 1447 }))).toEqual([
      -0.9190716743469238, -2.1054584980010986, -1.0142241716384888,
    ])
    expect(numbersOf(random.randint([5], 0, 100, { seed: 1447 }))).toEqual([44, 37, 38, 32, 60])
  })

  it('functions of tf that are given no seed follow setRandomSeed', () => {
    const draws = () =>
      [
        tf.randomNormal([3]),
        tf.randomUniform([3]),
        tf.truncatedNormal([3]),
        tf.randomGamma([3], 2),
        tf.randomStandardNormal([3]),
        tf.dropout(tf.ones([20]), 0.5),
        tf.multinomial(tf.zeros([8]) as tf.Tensor1D, 6),
      ].flatMap(numbersOf)
    const first = draws()
    expect(draws()).not.toEqual(first)
    setRandomSeed(1447)
    expect(draws()).toEqual(first)
  })
})

it('refuses what it does not know, and leaves no tensors behind', async () => {
  expect(() => random.normal([2], { std: 1 } as never)).toThrow(/random\.normal: unknown option "std"/)
  expect(() => random.normal([2], { seed: 1.5 })).toThrow(/an integer or a SeedGenerator/)
  expect(() => random.normal(3 as never)).toThrow(/a list of sizes/)
  expect(() => random.uniform([2], { dtype: 'int32' as never })).toThrow(/float32/)
  expect(() => random.randint([2], 5, 5)).toThrow(/above 5/)
  expect(() => random.categorical([0, 1], 2)).toThrow(/\[rows, classes\]/)
  expect(() => random.dropout(tf.ones([1]), 2)).toThrow(/from 0 to 1/)
  expect(() => random.shuffle(tf.ones([1]), { axis: 1 })).toThrow(/an axis of 1/)
  await expectNoLeak(() => {
    const made = [
      random.binomial([3], [5, 6, 7], 0.5),
      random.categorical([[0, 0]], 3),
      random.gamma([2], [1, 2]),
    ]
    tf.dispose(made)
  })
})
