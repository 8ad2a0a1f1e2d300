import { describe, expect, it } from 'vitest'
import {
  Dataset,
  Dense,
  Dropout,
  findLearningRate,
  Input,
  initializers,
  optimizers,
  Sequential,
  schedules,
  setRandomSeed,
  tf,
} from '../../src/index.js'

/** A model with weights that are always the same, and data that it can learn. */
function made(rate: number | InstanceType<typeof schedules.CosineDecay> = 0.01) {
  setRandomSeed(1)
  const kernelInitializer = initializers.RandomNormal({ stddev: 0.5, seed: 2 })
  const model = Sequential([
    Input({ shape: [4] }),
    Dense(8, { activation: 'relu', kernelInitializer }),
    Dropout(0.1, { seed: 3 }),
    Dense(1, { kernelInitializer }),
  ])
  model.compile({ optimizer: optimizers.Adam({ learningRate: rate }), loss: 'mse' })
  const x = tf.tensor2d(
    Array.from({ length: 800 }, (_, i) => Math.sin(i * 1.7)),
    [200, 4],
  )
  const y = tf.tidy(() => x.sum(1, true).mul(2).add(1))
  return { model, x, y }
}

const stateOf = ({ weights, optimizer }: Sequential) =>
  [...weights, ...optimizer!.variables].map((v) => Array.from(v.data()))

describe('findLearningRate', () => {
  it('suggests a rate with which the model learns, from a curve that falls and rises', async () => {
    const { model, x, y } = made()
    const { rates, losses, smoothed, suggestion } = await findLearningRate(model, x, y, { maxRate: 1000 })
    expect(rates[0]).toBeCloseTo(1e-6, 12)
    expect(rates.length).toBe(losses.length)
    expect(rates.length).toBeLessThan(100)
    // the first loss is that of the weights as they are
    expect(smoothed[0]).toBeCloseTo(losses[0]!, 6)
    expect(Math.min(...smoothed)).toBeLessThan(smoothed[0]!)
    expect(smoothed.at(-1)!).toBeGreaterThan(4 * Math.min(...smoothed))
    expect(suggestion).toBeGreaterThan(1e-3)
    expect(suggestion).toBeLessThan(1)
    expect(rates).toContain(suggestion)
    model.optimizer!.learningRate = suggestion
    const { history } = await model.fit(x, y, { epochs: 15, verbose: 0 })
    expect(history.loss!.at(-1)!).toBeLessThan(0.2 * history.loss![0]!)
    model.dispose()
  })

  it('leaves weights, optimizer and random streams as they were', async () => {
    const run = async (finds: boolean) => {
      const { model, x, y } = made()
      await model.fit(x, y, { epochs: 1, verbose: 0 })
      const before = stateOf(model)
      for (let i = 0, tensors = 0; finds && i < 2; i++) {
        await findLearningRate(model, x, y, { steps: 40 })
        if (i > 0) expect(tf.memory().numTensors).toBe(tensors)
        tensors = tf.memory().numTensors
      }
      expect(stateOf(model)).toEqual(before)
      const { history } = await model.fit(x, y, { epochs: 2, verbose: 0 })
      model.dispose()
      return history.loss
    }
    expect(await run(true)).toEqual(await run(false))
  })

  it('takes data in batches, and ends with a signal', async () => {
    const { model, x, y } = made()
    const batches = Dataset.fromTensors([x, y]).batch(50)
    const { rates } = await findLearningRate(model, batches, undefined, { steps: 30, minRate: 1e-4 })
    expect(rates.length).toBeGreaterThan(10)
    const before = stateOf(model)
    await expect(findLearningRate(model, x, y, { signal: AbortSignal.abort() })).rejects.toThrow()
    expect(stateOf(model)).toEqual(before)
    model.dispose()
  })

  it('says what does not fit', async () => {
    const { model, x, y } = made()
    for (const [options, message] of [
      [{ minRate: 0 }, 'minRate must be above 0'],
      [{ minRate: 1, maxRate: 0.5 }, 'maxRate must be above minRate'],
      [{ steps: 3 }, 'steps must be a whole number of at least 20'],
      [{ stopFactor: 1 }, 'stopFactor must be above 1'],
    ] as const)
      await expect(findLearningRate(model, x, y, options)).rejects.toThrow(message)
    await expect(findLearningRate(Sequential([Dense(1)]), x, y)).rejects.toMatchObject({
      code: 'NOT_COMPILED',
    })
    const schedule = schedules.CosineDecay({ initialLearningRate: 0.1, decaySteps: 10 })
    await expect(findLearningRate(made(schedule as never).model, x, y)).rejects.toThrow('follows a schedule')
    const zeros = tf.zeros([200, 1])
    const flat = Sequential([Input({ shape: [4] }), Dense(1, { kernelInitializer: 'zeros' })])
    flat.compile({ optimizer: 'sgd', loss: 'mse' })
    await expect(findLearningRate(flat, x, zeros)).rejects.toThrow('the loss falls somewhere')
  })
})
