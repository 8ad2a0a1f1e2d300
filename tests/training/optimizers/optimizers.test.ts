import { afterEach, describe, expect, it } from 'vitest'
import { constraints } from '../../../src/constraints/index.js'
import { tf, Variable } from '../../../src/engine/index.js'
import type { Config } from '../../../src/support/registry.js'
import {
  Adam,
  getOptimizer,
  type Optimizer,
  optimizers,
  SGD,
} from '../../../src/training/optimizers/index.js'
import { ExponentialDecay } from '../../../src/training/schedules/index.js'
import { type GoldenTensor, goldenSuite, readGolden, toTensor } from '../../harness/golden.js'
import { expectNoLeak } from '../../harness/leaks.js'

interface OptimizerCase {
  id: string
  class_name: string
  config: Config
  keras_config: Config
  variables: ({ name: string } & GoldenTensor)[]
  gradients_per_step: (GoldenTensor | null)[][]
  values_after_each_step: GoldenTensor[][]
  learning_rate_before_each_step: number[]
  optimizer_variables_final: ({ name: string; path: string } & GoldenTensor)[]
  values_after_finalize?: GoldenTensor[]
  note?: string
}

const made: Variable[] = []
const makeVariable = (name: string, value: () => tf.Tensor, options = {}): Variable => {
  const initial = value()
  const { shape } = initial
  const variable = new Variable({ name, shape, initial: () => initial, ...options })
  variable.read()
  made.push(variable)
  return variable
}

afterEach(() => {
  for (const v of made.splice(0)) v.dispose()
})

const loose = (c: OptimizerCase) =>
  c.id.includes('small_gradients') || ['Adafactor', 'Lamb'].includes(c.class_name)

/** Keras numbers instances: `adam_1`. */
const numbered = (text: string) => text.replace(/^([a-z_]+?)_\d+(?=\/|$)/, '$1')

goldenSuite<OptimizerCase>('optimizers', {
  needs: (c) => {
    const rate = c.config.learning_rate as { class_name?: string } | undefined
    return rate?.class_name ? [c.class_name, `schedule:${rate.class_name}`] : [c.class_name]
  },
  has: (name) => name.startsWith('schedule:') || optimizers.find(name) !== undefined,
  run: (c) =>
    expectNoLeak(() => {
      const tolerance = loose(c) ? { atol: 1e-4, rtol: 1e-4 } : { atol: 1e-5, rtol: 1e-5 }
      const optimizer = optimizers.get({ class_name: c.class_name, config: c.config })
      const { name, ...config } = optimizer.getConfig()
      const { name: kerasName, ...kerasConfig } = c.keras_config
      expect(name).toBe(numbered(String(kerasName)))
      expect(config).toEqual(kerasConfig)
      if (c.note) {
        const names = /exclude_from_weight_decay\(var_names=\['(\w+)'\]\)/.exec(c.note)
        if (!names) throw new Error(`cannot read the note: ${c.note}`)
        optimizer.excludeFromWeightDecay({ names: [names[1]] })
      }
      const variables = c.variables.map((v) => makeVariable(v.name, () => toTensor(v)))
      c.gradients_per_step.forEach((golden, step) => {
        expect(optimizer.learningRate).toBeCloseTo(c.learning_rate_before_each_step[step], 7)
        const gradients = golden.map((g) => (g ? toTensor(g) : null))
        optimizer.apply(gradients, variables)
        tf.dispose(gradients.filter((g) => g !== null))
        variables.forEach((v, i) => {
          expect(v.read(), `${v.name} after step ${step}`).toBeAllclose(
            c.values_after_each_step[step][i],
            tolerance,
          )
        })
      })
      const state = optimizer.variables
      expect(state.map((v) => v.name)).toEqual(c.optimizer_variables_final.map((v) => v.name))
      expect(state.map((v) => numbered(v.path))).toEqual(
        c.optimizer_variables_final.map((v) => numbered(v.path)),
      )
      state.forEach((v, i) => {
        const wanted = c.optimizer_variables_final[i]
        expect(v.storedDtype ?? v.dtype).toBe(wanted.dtype)
        expect(v.read(), v.name).toBeAllclose(wanted, tolerance)
      })
      if (c.values_after_finalize) {
        optimizer.finalize(variables)
        variables.forEach((v, i) => {
          expect(v.read()).toBeAllclose(c.values_after_finalize![i], tolerance)
        })
      }
      optimizer.dispose()
      for (const v of made.splice(0)) v.dispose()
    }),
})

describe('default configurations', () => {
  const { default_configs: defaults } = readGolden<{ default_configs: Record<string, Config> }>('optimizers')
  const supported = Object.entries(defaults).filter(([name]) => optimizers.find(name))

  it.each(supported)('%s', (name, { name: kerasName, ...config }) => {
    const { name: own, ...rest } = getOptimizer(name).getConfig()
    expect(own).toBe(numbered(String(kerasName)))
    expect(rest).toEqual(config)
  })
})

/** One step with gradients of 1. */
function step(optimizer: Optimizer, variable: Variable): number[] {
  tf.tidy(() => optimizer.apply([tf.ones([...variable.shape])], [variable]))
  return [...variable.data()]
}

describe('learning rate', () => {
  it('can be set, is float32, and is saved with the state', () => {
    const optimizer = SGD(0.1)
    optimizer.learningRate = 0.5
    const w = makeVariable('w', () => tf.zeros([1]))
    expect(step(optimizer, w)).toEqual([-0.5])
    expect(optimizer.variables.map((v) => [v.name, ...v.data()])).toEqual([
      ['iteration', 1],
      ['learning_rate', 0.5],
    ])
    tf.tidy(() => optimizer.variables[1].assign(tf.scalar(0.25)))
    expect(optimizer.learningRate).toBe(0.25)
    tf.tidy(() => optimizer.variables[0].assign(tf.scalar(7, 'int32')))
    expect(optimizer.iterations).toBe(7)
    optimizer.dispose()
  })

  it('follows a schedule, and then has no variable and cannot be set', () => {
    const optimizer = SGD(ExponentialDecay(0.5, 1, 0.5))
    const w = makeVariable('w', () => tf.zeros([1]))
    step(optimizer, w)
    expect(step(optimizer, w)).toEqual([-0.75])
    expect(optimizer.variables.map((v) => v.name)).toEqual(['iteration'])
    expect(() => {
      optimizer.learningRate = 1
    }).toThrow('follows a schedule and cannot be set')
    optimizer.dispose()
  })
})

describe('a step', () => {
  it('projects onto the constraint', () => {
    const constraint = (w: tf.Tensor) => constraints.get('non_neg').apply(w)
    const w = makeVariable('w', () => tf.tensor1d([0.3, 3]), { constraint })
    const optimizer = SGD(1)
    expect(step(optimizer, w)).toEqual([0, 2])
    optimizer.dispose()
  })

  it('divides gradients by the loss scale', () => {
    const w = makeVariable('w', () => tf.zeros([1]))
    const optimizer = SGD({ learningRate: 1, lossScaleFactor: 4 })
    expect(tf.tidy(() => optimizer.scaleLoss(tf.scalar(2)).dataSync()[0])).toBe(8)
    expect(step(optimizer, w)).toEqual([-0.25])
    optimizer.dispose()
  })

  it('continues exactly from saved state', () => {
    const run = (steps: number, optimizer: Optimizer, w: Variable) => {
      for (let i = 0; i < steps; i++) step(optimizer, w)
    }
    const w = makeVariable('w', () => tf.tensor1d([1]))
    const unbroken = Adam(0.1)
    run(3, unbroken, w)
    const saved = unbroken.variables.map((v) => [...v.data()])
    const copy = makeVariable('w', () => tf.tensor1d(w.data() as Float32Array))
    run(2, unbroken, w)
    const resumed = Adam(0.1)
    resumed.build([copy])
    tf.tidy(() => {
      resumed.variables.forEach((v, i) => {
        v.assign(tf.tensor(saved[i], [...v.shape], v.dtype))
      })
    })
    run(2, resumed, copy)
    expect([...copy.data()]).toEqual([...w.data()])
    unbroken.dispose()
    resumed.dispose()
  })

  it('takes its changing numbers as tensors, too, for compiled steps', () => {
    const optimizer = Adam({ learningRate: 0.1, weightDecay: 0.1 })
    const other = Adam({ learningRate: 0.1, weightDecay: 0.1 })
    const w = makeVariable('w', () => tf.tensor1d([1]))
    const v = makeVariable('v', () => tf.tensor1d([1]))
    tf.tidy(() => {
      const scalars = optimizer.stepScalars()
      const fed = Object.fromEntries(Object.entries(scalars).map(([k, s]) => [k, tf.scalar(s as number)]))
      optimizer.applyWith(fed as never, [tf.ones([1])], [w])
      optimizer.advance()
    })
    expect([...w.data()]).toBeAllclose(step(other, v), { atol: 1e-7 })
    expect(optimizer.iterations).toBe(1)
    optimizer.dispose()
    other.dispose()
  })
})

describe('bad input', () => {
  it('is refused with the reason', () => {
    expect(() => getOptimizer('adamm')).toThrow('Did you mean "Adam"?')
    expect(() => Adam({ learningrate: 1 } as object)).toThrow('Did you mean "learningRate"?')
    expect(() => Adam({ learningRate: 'fast' as never })).toThrow('a number or a schedule')
    expect(() => SGD({ momentum: 2 })).toThrow('momentum must be from 0 to 1. Received: momentum=2')
    expect(() => SGD({ clipnorm: 1, clipvalue: 2 })).toThrow('Received: clipnorm=1, clipvalue=2.')
    expect(() => SGD({ gradientAccumulationSteps: 1 })).toThrow('an integer of at least 2')
  })

  it('names variables it does not know, or that get no gradient', () => {
    const w = makeVariable('w', () => tf.zeros([1]))
    const other = makeVariable('other', () => tf.zeros([1]))
    const optimizer = SGD()
    step(optimizer, w)
    expect(() => step(optimizer, other)).toThrow('built for other variables than other')
    expect(() => optimizer.apply([null], [w])).toThrow('no gradient for any variable: w')
    optimizer.dispose()
  })
})
