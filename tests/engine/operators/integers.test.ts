import fc from 'fast-check'
import { tf } from 'keratin'
import { describe, expect, it } from 'vitest'

const whole = fc.oneof(
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  fc.constantFrom(0, 1, -1, 2 ** 24 + 1, -(2 ** 24) - 1, 2 ** 31 - 1, -(2 ** 31)),
)
const pairs = fc.array(fc.tuple(whole, whole), { minLength: 1, maxLength: 20 })
const wrapped = (x: bigint) => Number(BigInt.asIntN(32, x))

const floor = (a: bigint, b: bigint) => a / b - (a % b !== 0n && a < 0n !== b < 0n ? 1n : 0n)

const larger = (a: bigint, b: bigint) => [a, b].reduce((most, x) => (x > most ? x : most))
const smaller = (a: bigint, b: bigint) => [a, b].reduce((least, x) => (x < least ? x : least))

const unary: [name: string, exact: (x: bigint) => bigint][] = [
  ['neg', (x) => -x],
  ['abs', (x) => (x < 0n ? -x : x)],
  ['square', (x) => x * x],
  ['relu', (x) => (x < 0n ? 0n : x)],
  ['relu6', (x) => (x < 0n ? 0n : x > 6n ? 6n : x)],
  ['round', (x) => x],
  ['sign', (x) => (x < 0n ? -1n : x > 0n ? 1n : 0n)],
]
const binary: [name: string, exact: (a: bigint, b: bigint) => bigint, divides?: boolean][] = [
  ['add', (a, b) => a + b],
  ['sub', (a, b) => a - b],
  ['mul', (a, b) => a * b],
  ['maximum', larger],
  ['minimum', smaller],
  ['squaredDifference', (a, b) => BigInt.asIntN(32, a - b) ** 2n],
  ['floorDiv', floor, true],
  ['mod', (a, b) => a - b * floor(a, b), true],
]

const tensor = (values: number[]) => tf.tensor1d(values, 'int32')

// the cpu engine multiplies integers as floats of 53 bits
describe.runIf(process.env.KERATIN_ENGINE !== 'cpu')('integers of 32 bits are exact, modulo 2^32', () => {
  it.each(unary)('%s', (name, exact) => {
    fc.assert(
      fc.property(fc.array(whole, { minLength: 1, maxLength: 20 }), (xs) => {
        const operator = tf[name as 'neg']
        expect(tf.tidy(() => Array.from(operator(tensor(xs)).dataSync()))).toEqual(
          xs.map((x) => wrapped(exact(BigInt(x)))),
        )
      }),
    )
  })

  it.each(binary)('%s', (name, exact, divides) => {
    fc.assert(
      fc.property(pairs, (all) => {
        const given = divides ? all.map(([a, b]) => [a, b || 7] as const) : all
        const operator = tf[name as 'add']
        const result = tf.tidy(() =>
          Array.from(operator(tensor(given.map(([a]) => a)), tensor(given.map(([, b]) => b))).dataSync()),
        )
        expect(result).toEqual(given.map(([a, b]) => wrapped(exact(BigInt(a), BigInt(b)))))
      }),
    )
  })

  it('pow', () => {
    fc.assert(
      fc.property(whole, fc.integer({ min: 0, max: 40 }), (a, b) => {
        const result = tf.tidy(() => tf.pow(tensor([a]), tensor([b])).dataSync()[0])
        expect(result).toBe(wrapped(BigInt(a) ** BigInt(b)))
      }),
    )
  })

  it.each(['sum', 'max', 'min', 'prod'] as const)('%s', (name) => {
    const steps = {
      sum: (a: bigint, b: bigint) => a + b,
      max: larger,
      min: smaller,
      prod: (a: bigint, b: bigint) => BigInt.asIntN(32, a * b),
    }
    fc.assert(
      fc.property(fc.array(whole, { minLength: 1, maxLength: 20 }), (xs) => {
        const exact = xs.map(BigInt).reduce(steps[name])
        expect(tf.tidy(() => tf[name](tensor(xs)).dataSync()[0])).toBe(wrapped(exact))
      }),
    )
  })
})
