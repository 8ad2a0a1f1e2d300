import { describe, expect, it } from 'vitest'
import type { Config } from '../../../src/support/registry.js'
import {
  CosineDecay,
  ExponentialDecay,
  PiecewiseConstantDecay,
  schedules,
} from '../../../src/training/schedules/index.js'
import { goldenSuite } from '../../harness/golden.js'

interface ScheduleCase {
  id: string
  class_name: string
  config: Config
  keras_config: Config
  steps: number[]
  values: number[]
}

goldenSuite<ScheduleCase>('optimizers', {
  list: 'schedules',
  needs: (c) => [c.class_name],
  has: (name) => schedules.find(name) !== undefined,
  run: ({ class_name, config, keras_config, steps, values }) => {
    const schedule = schedules.get({ class_name, config })
    expect(schedule.getConfig()).toEqual(keras_config)
    expect(steps.map((step) => schedule.at(step))).toBeAllclose(values, { atol: 1e-6, rtol: 1e-6 })
  },
})

describe('schedules', () => {
  it('take their first arguments by position', () => {
    expect(ExponentialDecay(0.1, 10, 0.5).at(20)).toBeCloseTo(0.025, 12)
    expect(CosineDecay(0, 100, { warmupTarget: 0.1, warmupSteps: 10 }).at(5)).toBeCloseTo(0.05, 12)
    expect(PiecewiseConstantDecay([1, 2], [3, 4, 5]).at(3)).toBe(5)
  })

  it('refuse bad arguments', () => {
    expect(() => ExponentialDecay(0.1, 0, 0.5)).toThrow(
      'decaySteps must be a number above 0. Received: decaySteps=0',
    )
    expect(() => ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 1 } as never)).toThrow(
      'decayRate must be',
    )
    expect(() => PiecewiseConstantDecay([1, 2], [3, 4])).toThrow('one entry more than boundaries')
    expect(() => schedules.get('CosinDecay')).toThrow('Did you mean "CosineDecay"?')
  })
})
