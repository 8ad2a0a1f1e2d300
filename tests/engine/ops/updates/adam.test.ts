import { afterAll, describe, expect, it } from 'vitest'
import { adamStep, setEngine, tf } from '../../../../src/engine/index.js'
import { randomNd } from '../../operators/reference.js'

const [lr, beta1, beta2, epsilon] = [0.01, 0.9, 0.999, 1e-7]
const alphaAt = (t: number) => (lr * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t)

/** Ten steps in float64. */
function reference(start: Float64Array, gradients: Float64Array[]) {
  const param = start.slice()
  const m = param.map(() => 0)
  const v = param.map(() => 0)
  for (const [t, g] of gradients.entries()) {
    for (let i = 0; i < param.length; i++) {
      m[i]! += (g[i]! - m[i]!) * (1 - beta1)
      v[i]! += (g[i]! ** 2 - v[i]!) * (1 - beta2)
      param[i]! -= (m[i]! * alphaAt(t + 1)) / (Math.sqrt(v[i]!) + epsilon)
    }
  }
  return { param, m, v }
}

describe.each(['wasm', 'cpu'] as const)('adamStep on %s', (engine) => {
  afterAll(() => setEngine('auto'))

  it.each([[[1]], [[7]], [[3, 5]], [[64, 130]]])(
    'follows the formula of Keras over ten steps, shape %j',
    async (shape) => {
      await setEngine(engine)
      const start = randomNd(shape, 1)
      const gradients = Array.from({ length: 10 }, (_, t) => randomNd(shape, t + 2, -0.1, 0.1))
      const expected = reference(
        start.data,
        gradients.map((g) => g.data),
      )
      tf.tidy(() => {
        const tensor = (data: Float64Array) => tf.tensor(Float32Array.from(data), shape)
        let state = { param: tensor(start.data), m: tf.zeros(shape), v: tf.zeros(shape) }
        for (const [t, g] of gradients.entries()) {
          // the learning rate may be a number or a tensor
          const alpha = t % 2 ? alphaAt(t + 1) : tf.scalar(alphaAt(t + 1))
          state = adamStep(state.param, state.m, state.v, tensor(g.data), { alpha, beta1, beta2, epsilon })
        }
        expect(state.param).toBeAllclose(expected.param, { atol: 1e-6 })
        expect(state.m).toBeAllclose(expected.m, { atol: 1e-7 })
        expect(state.v).toBeAllclose(expected.v, { atol: 1e-8 })
      })
    },
  )

  it('leaves what it is given as it was, and makes three tensors', async () => {
    await setEngine(engine)
    const [param, m, v, grad] = [tf.ones([9]), tf.zeros([9]), tf.zeros([9]), tf.ones([9])]
    const before = tf.memory().numTensors
    const made = adamStep(param, m, v, grad, { alpha: 0.1, beta1, beta2, epsilon })
    expect(tf.memory().numTensors).toBe(before + 3)
    expect(param).toBeAllclose(new Float32Array(9).fill(1))
    expect(m).toBeAllclose(new Float32Array(9))
    tf.dispose([param, m, v, grad, Object.values(made)])
  })

  it('names shapes that differ', async () => {
    await setEngine(engine)
    tf.tidy(() => {
      const call = () =>
        adamStep(tf.ones([3]), tf.ones([3]), tf.ones([3]), tf.ones([4]), {
          alpha: 0.1,
          beta1,
          beta2,
          epsilon,
        })
      expect(call).toThrow(expect.objectContaining({ code: 'SHAPE' }))
    })
  })
})
