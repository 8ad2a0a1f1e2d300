import { describe, expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import {
  Constant,
  getInitializer,
  Identity,
  initializers,
  Orthogonal,
  RandomNormal,
  VarianceScaling,
} from '../../src/initializers/index.js'
import { RandomStream } from '../../src/support/random.js'
import type { Config } from '../../src/support/registry.js'
import { type GoldenTensor, goldenSuite, readGolden } from '../harness/golden.js'
import { expectNoLeak } from '../harness/leaks.js'

const has = (name: string) => initializers.find(name) !== undefined

/** The values of one initialization, with the tensor disposed. */
function draw(initializer: ReturnType<typeof getInitializer>, shape: number[], seed = 1): Float32Array {
  const tensor = initializer.initialize(shape, 'float32', new RandomStream(seed))
  expect(tensor.shape).toEqual(shape)
  const values = tensor.dataSync().slice() as Float32Array
  tensor.dispose()
  return values
}

interface StatisticsCase {
  id: string
  class_name: string
  config: Config
  shape: number[]
  theory: { mean: number; std: number; min_bound: number | null; max_bound: number | null }
  suggested_abs_tolerance: { mean: number; std: number }
}

goldenSuite<StatisticsCase>('initializers', {
  needs: (c) => [c.class_name],
  has,
  run: checkStatistics,
})

it('checks bounds below zero', () =>
  checkStatistics({
    id: 'Constant/-2',
    class_name: 'Constant',
    config: { value: -2 },
    shape: [5],
    theory: { mean: -2, std: 0, min_bound: -2, max_bound: -2 },
    suggested_abs_tolerance: { mean: 1e-6, std: 1e-6 },
  }))

function checkStatistics(c: StatisticsCase): void {
  expectNoLeak(() => {
    const { class_name, config, shape, theory, suggested_abs_tolerance: tolerance } = c
    const values = draw(initializers.get({ class_name, config }), shape)
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length
    const std = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length)
    expect(Math.abs(mean - theory.mean)).toBeLessThanOrEqual(tolerance.mean)
    expect(Math.abs(std - theory.std)).toBeLessThanOrEqual(tolerance.std)
    // beside the bound, on either side of zero: the rounding of a float32
    const slack = (bound: number) => 1e-6 * Math.abs(bound)
    const reduce = (f: (...n: number[]) => number, start: number) => values.reduce((a, b) => f(a, b), start)
    if (theory.max_bound !== null)
      expect(reduce(Math.max, -Infinity)).toBeLessThanOrEqual(theory.max_bound + slack(theory.max_bound))
    if (theory.min_bound !== null) {
      expect(reduce(Math.min, Infinity)).toBeGreaterThanOrEqual(theory.min_bound - slack(theory.min_bound))
    }
  })
}

goldenSuite<{ id: string; shape: number[]; gain: number; gram: 'WtW' | 'WWt' }>('initializers', {
  list: 'orthogonal',
  needs: () => ['Orthogonal'],
  has,
  run: ({ shape, gain }) => {
    const values = draw(Orthogonal({ gain }), shape)
    const columns = shape[shape.length - 1]
    const rows = values.length / columns
    const gram = tf.tidy(() => {
      const w = tf.tensor2d(values, [rows, columns])
      return tf.matMul(w, w, rows >= columns, rows < columns).arraySync()
    })
    const size = Math.min(rows, columns)
    const expected = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (__, j) => (i === j ? gain * gain : 0)),
    )
    expect(gram).toBeAllclose(expected, { atol: 2e-6 * gain * gain, rtol: 0 })
  },
})

goldenSuite<{ id: string; shape: number[]; gain: number; value: GoldenTensor }>('initializers', {
  list: 'identity',
  needs: () => ['Identity'],
  has,
  run: ({ shape, gain, value }) => {
    expect(draw(Identity({ gain }), shape)).toBeAllclose(value, { atol: 0, rtol: 0 })
  },
})

describe('configuration', () => {
  const { default_configs: defaults, serialized_example: example } = readGolden<{
    default_configs: Record<string, Config>
    serialized_example: Config
  }>('initializers')

  it.each(Object.entries(defaults))('%s has the defaults of Keras', (name, config) => {
    expect(initializers.get(name).getConfig()).toEqual(config)
  })

  it('is written as Keras does', () => {
    expect(initializers.serialize(getInitializer('glorot_uniform'))).toEqual(example)
  })

  it('survives the round trip', () => {
    const made = VarianceScaling({ scale: 2, mode: 'fan_out', distribution: 'uniform', seed: 3 })
    const again = initializers.get({ class_name: 'VarianceScaling', config: made.getConfig() })
    expect(again.getConfig()).toEqual(made.getConfig())
    expect(draw(again, [7, 5])).toEqual(draw(made, [7, 5]))
  })
})

describe('random draws', () => {
  it('come from the stream given: same seed, same weights', () => {
    expect(draw(RandomNormal(), [10], 5)).toEqual(draw(RandomNormal(), [10], 5))
    expect(draw(RandomNormal(), [10], 5)).not.toEqual(draw(RandomNormal(), [10], 6))
  })

  it('come from the own seed, if there is one', () => {
    expect(draw(RandomNormal({ seed: 4 }), [10], 5)).toEqual(draw(RandomNormal({ seed: 4 }), [10], 6))
  })

  it('have the shape and tails of a normal distribution', () => {
    const values = draw(RandomNormal(0, 1), [200_000])
    const share = (bound: number) => values.filter((v) => Math.abs(v) < bound).length / values.length
    expect(share(1)).toBeCloseTo(0.6827, 2)
    expect(share(2)).toBeCloseTo(0.9545, 2)
    expect(share(3)).toBeCloseTo(0.9973, 2)
  })
})

describe('bad input', () => {
  it('is refused with the reason', () => {
    expect(() => VarianceScaling({ scale: 0 })).toThrow('scale must be a positive number. Received: scale=0')
    expect(() => VarianceScaling({ mode: 'fan' as 'fan_in' })).toThrow('one of fan_in, fan_out, fan_avg')
    expect(() => draw(Orthogonal(), [3])).toThrow('2 axes or more. Received: shape [3]')
    expect(() => draw(Identity(), [3])).toThrow('must have 2 axes')
    expect(() => getInitializer('glorot')).toThrow('Unknown initializer "glorot"')
    expect(() => RandomNormal({ std: 1 } as object)).toThrow('RandomNormal: unknown option "std"')
  })
})

it('broadcasts a constant array and casts to the dtype of the weight', () => {
  const tensor = getInitializer(Constant([1, 2])).initialize([2, 2], 'int32', new RandomStream(1))
  expect(tensor.dtype).toBe('int32')
  expect(tensor).toBeAllclose([
    [1, 2],
    [1, 2],
  ])
  tensor.dispose()
})
