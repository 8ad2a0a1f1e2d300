import { afterAll, describe, expect, it } from 'vitest'
import {
  adagradStep,
  rmspropStep,
  setEngine,
  sgdMomentumStep,
  sgdStep,
  tf,
} from '../../../../src/engine/index.js'
import { randomNd } from '../../operators/reference.js'

const learningRate = 0.01
const epsilon = 1e-7
const rho = 0.9

type State = [param: number, slot: number]

/** Each rule in float64, of one element, and as an operator. */
const rules: Record<
  string,
  {
    exact: (state: State, g: number) => State
    step: (param: tf.Tensor, slot: tf.Tensor, g: tf.Tensor) => tf.Tensor[]
  }
> = {
  'gradient descent': {
    exact: ([p], g) => [p - learningRate * g, 0],
    step: (p, slot, g) => [sgdStep(p, g, learningRate), slot],
  },
  momentum: {
    exact: ([p, c], g) => {
      const change = 0.9 * c - learningRate * g
      return [p + change, change]
    },
    step: (p, c, g) =>
      Object.values(sgdMomentumStep(p, c, g, { learningRate, momentum: 0.9, nesterov: false })),
  },
  "Nesterov's momentum": {
    exact: ([p, c], g) => {
      const change = 0.9 * c - learningRate * g
      return [p + 0.9 * change - learningRate * g, change]
    },
    step: (p, c, g) =>
      Object.values(
        sgdMomentumStep(p, c, g, { learningRate: tf.scalar(learningRate), momentum: 0.9, nesterov: true }),
      ),
  },
  RMSprop: {
    exact: ([p, v], g) => {
      const velocity = rho * v + (1 - rho) * g * g
      return [p - (learningRate * g) / Math.sqrt(velocity + epsilon), velocity]
    },
    step: (p, v, g) => Object.values(rmspropStep(p, v, g, { learningRate, rho, epsilon })),
  },
  Adagrad: {
    exact: ([p, a], g) => {
      const sum = a + g * g
      return [p - (learningRate * g) / Math.sqrt(sum + epsilon), sum]
    },
    step: (p, a, g) => Object.values(adagradStep(p, a, g, { learningRate, epsilon })),
  },
}

describe.each(['wasm', 'cpu'] as const)('on %s', (engine) => {
  afterAll(() => setEngine('auto'))

  it.each(Object.keys(rules))('%s follows its formula over ten steps', async (name) => {
    await setEngine(engine)
    const { exact, step } = rules[name]!
    for (const shape of [[1], [7], [33, 40]]) {
      const start = randomNd(shape, 1)
      const states = Array.from(start.data, (p): State => [p, 0.1])
      tf.tidy(() => {
        const tensor = (values: ArrayLike<number>) => tf.tensor(Float32Array.from(values), shape)
        let [param, slot] = [tensor(start.data), tensor(states.map(([, s]) => s))]
        for (let t = 0; t < 10; t++) {
          const g = randomNd(shape, t + 2, -0.5, 0.5)
          const before = param.dataSync()
          const next = step(param, slot, tensor(g.data)) as [tf.Tensor, tf.Tensor]
          expect(param.dataSync()).toEqual(before)
          ;[param, slot] = next
          for (const [i, state] of states.entries()) states[i] = exact(state, g.data[i]!)
        }
        expect(param).toBeAllclose(
          Float32Array.from(states, ([p]) => p),
          { atol: 2e-6 },
        )
        if (name !== 'gradient descent') {
          expect(slot).toBeAllclose(
            Float32Array.from(states, ([, s]) => s),
            { atol: 1e-6 },
          )
        }
      })
    }
  })
})
