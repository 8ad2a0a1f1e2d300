import { describe, expect, it, vi } from 'vitest'
import * as K from '../../../src/index.js'
import { engineInfo, tf } from '../../../src/index.js'
import type { Model } from '../../../src/model/index.js'
import { bothWays, dataOf, replayedIn, stateOf } from './replayed.js'

const isHere = engineInfo().engine === 'wasm' && process.env.KERATIN_PLANS !== '0'
const { x, y } = dataOf(40)

function small(mode: K.CompileOptions = {}, between: unknown[] = []): K.Sequential {
  const layers = [K.Input({ shape: [6] }), K.Dense(8, { activation: 'relu' }), ...between, K.Dense(3)]
  const model = new K.Sequential(layers as never)
  model.compile({
    optimizer: K.SGD(0.1),
    loss: K.losses.SparseCategoricalCrossentropy({ fromLogits: true }),
    ...mode,
  })
  return model
}

/** Trains a step at a time, with something done between them. */
const steps = async (model: Model, n: number, between: (step: number, model: Model) => void = () => {}) => {
  const losses: unknown[] = []
  for (let i = 0; i < n; i++) {
    between(i, model)
    losses.push(await model.trainOnBatch(x, y))
  }
  return losses
}

const changes: Record<string, (step: number, model: Model) => void> = {
  'the learning rate once': (step, model) => {
    if (step === 8) model.optimizer!.learningRate = 0.01
  },
  'the learning rate each time': (step, model) => {
    model.optimizer!.learningRate = 0.1 / (step + 1)
  },
  'weights that are set': (step, model) => {
    if (step % 3 === 2)
      tf.tidy(() => model.setWeights(model.getWeights().map((w) => tf.mul(w as tf.Tensor, 0.5))))
  },
  'a weight that is assigned another': (step, model) => {
    if (step === 9) model.weights[1]!.assign(tf.ones([8]))
  },
  'a layer that is frozen': (step, model) => {
    const normalization = model.layers.find((layer) => layer.className === 'BatchNormalization')!
    if (step === 7) normalization.trainable = false
    if (step === 12) normalization.trainable = true
  },
  'a rate of dropout': (step, model) => {
    const dropout = model.layers.find((layer) => layer.className === 'Dropout')!
    if (step === 8) Object.assign(dropout, { rate: 0.9 })
  },
  'the seed of all': (step) => {
    if (step % 5 === 4) K.setRandomSeed(step)
  },
}

describe.runIf(isHere)('what changes between steps is seen', () => {
  it.each(Object.entries(changes))('%s', async (_, change) => {
    const { eager, planned, replayed } = await bothWays(async (mode) => {
      const model = small(mode, [K.BatchNormalization(), K.Dropout(0.3)])
      return [await steps(model, 18, change), stateOf(model)]
    })
    expect(planned).toEqual(eager)
    expect(replayed).toBeGreaterThan(3)
  })

  it('tensors that share the values of a weight keep theirs', async () => {
    const model = small()
    await steps(model, 5)
    const shared = tf.clone(model.weights[0]!.read())
    const values = [...shared.dataSync()]
    const other = model.weights[0]!.read().dataId
    await steps(model, 3)
    expect([...shared.dataSync()]).toEqual(values)
    expect([...model.weights[0]!.data()]).not.toEqual(values)
    expect(model.weights[0]!.read().dataId).not.toBe(other)
    shared.dispose()
  })

  it('weights of convolutions whose filters are prepared, some of which are frozen', async () => {
    const { eager, planned, replayed } = await bothWays(async (mode) => {
      const images = tf.randomNormal([6, 12, 12, 8], 0, 1, 'float32', 3)
      const labels = tf.range(0, 6, 1, 'int32').mod(tf.scalar(3, 'int32')).reshape([6, 1])
      const layers = [K.Input({ shape: [12, 12, 8] }), K.Conv2D(8, 3), K.BatchNormalization(), K.Conv2D(8, 1)]
      const model = new K.Sequential([...layers, K.Conv2D(8, 3), K.Flatten(), K.Dense(3)] as never)
      model.layers[0]!.trainable = false
      const loss = K.losses.SparseCategoricalCrossentropy({ fromLogits: true })
      model.compile({ optimizer: K.SGD(0.01), loss, ...mode })
      const outputs: number[][] = []
      const predict = async (x: tf.Tensor, times: number) => {
        for (let i = 0; i < times; i++) {
          outputs.push([...((await model.predictOnBatch(x)) as tf.Tensor).dataSync()])
        }
      }
      await predict(images, 4)
      await predict(images.slice(0, 1), 4)
      for (const weight of model.weights) tf.tidy(() => weight.assign(tf.mul(weight.read(), 0.9)))
      await predict(images, 2)
      for (let i = 0; i < 6; i++) {
        await model.trainOnBatch(images, labels)
        await predict(images.slice(0, 1), 1)
      }
      model.layers[0]!.weights[0]!.assign(tf.ones([3, 3, 8, 8]))
      outputs.push([(await model.trainOnBatch(images, labels)) as number])
      await predict(images, 1)
      return [outputs, stateOf(model)]
    })
    expect(planned).toEqual(eager)
    expect(replayed).toBeGreaterThan(12)
  })

  it('weights of products whose columns are kept, of one row as of several', async () => {
    const { eager, planned, replayed } = await bothWays(async (mode) => {
      const model = small(mode)
      const outputs: number[][] = []
      const predict = async () => {
        for (const batchSize of [16, 1]) {
          const given = (await model.predict(x, { batchSize })) as tf.Tensor
          outputs.push([...given.dataSync()])
          given.dispose()
        }
      }
      await predict()
      tf.tidy(() => model.setWeights(model.getWeights().map((w) => tf.mul(w as tf.Tensor, 0.5))))
      await predict()
      model.weights[2]!.assign(tf.ones([8, 3]))
      await predict()
      await model.fit(x, y, { epochs: 2, batchSize: 16, verbose: 0 })
      await predict()
      outputs.push([(await model.evaluate(x, y, { batchSize: 16, verbose: 0 })) as number])
      return outputs
    })
    expect(planned).toEqual(eager)
    expect(replayed).toBeGreaterThan(150)
  })

  it('a weight that is the data, too', async () => {
    const { eager, planned, replayed } = await bothWays(async (mode) => {
      const model = new K.Sequential([K.Input({ shape: [6] }), K.Dense(6), K.Dense(6)])
      model.compile({ optimizer: K.SGD(0.1), loss: 'mse', ...mode })
      const weight = model.weights[0]!.read()
      // the same values in memory, but not what gradients are taken of
      for (let i = 0; i < 5; i++) {
        const shared = tf.clone(weight)
        await model.trainOnBatch(shared, shared)
        shared.dispose()
      }
      await model.fit(model.weights[2]!.read(), weight, {
        epochs: 4,
        batchSize: 3,
        shuffle: false,
        verbose: 0,
      })
      const outputs: number[][] = []
      for (let i = 0; i < 4; i++)
        outputs.push([...((await model.predictOnBatch(weight)) as tf.Tensor).dataSync()])
      return [outputs, await model.evaluate(weight, weight, { batchSize: 4, verbose: 0 }), stateOf(model)]
    })
    expect(planned).toEqual(eager)
    expect(replayed).toBeGreaterThan(5)
  })

  it('a new compilation', async () => {
    const { eager, planned } = await bothWays(async (mode) => {
      const model = small(mode)
      const first = await steps(model, 6)
      model.compile({ optimizer: 'adam', loss: 'mse', ...mode })
      return [first, await steps(model, 6), stateOf(model)]
    })
    expect(planned).toEqual(eager)
  })

  it('a layer that is added, and boundaries that are found anew', async () => {
    const { eager, planned } = await bothWays(async ({ runEagerly }) => {
      const bins = K.Discretization({ numBins: 3, outputMode: 'one_hot' })
      bins.adapt(tf.linspace(-1, 1, 50))
      const model = new K.Sequential([K.Input({ shape: [1] }), bins])
      model.compile({ loss: 'mse', runEagerly })
      const given = tf.linspace(-2, 2, 9).reshape([9, 1])
      const outputs: number[][] = []
      for (let i = 0; i < 12; i++) {
        if (i === 5) bins.adapt(tf.linspace(-3, 0, 50))
        if (i === 9) {
          model.add(K.Dense(2, { kernelInitializer: 'ones' }))
          model.compile({ loss: 'mse', runEagerly })
        }
        outputs.push([...((await model.predictOnBatch(given)) as tf.Tensor).dataSync()])
      }
      return outputs
    })
    expect(planned).toEqual(eager)
    expect(eager[6]).not.toEqual(eager[4])
  })

  it('weights and constants come over from another engine in the first step, to stay', async () => {
    await K.setEngine('cpu')
    const kept = tf.tensor1d([1, 2, 3])
    const model = small({ jitCompile: true }, [K.BatchNormalization(), K.Dense(3)])
    model.add(K.Lambda((t: tf.Tensor) => tf.add(t, kept)))
    model.compile({ jitCompile: true, loss: 'mse' })
    const before = stateOf(model)
    await K.setEngine('wasm')
    expect(
      await replayedIn(async () => {
        for (let i = 0; i < 4; i++) tf.dispose((await model.predictOnBatch(x)) as tf.Tensor)
      }),
    ).toBe(2)
    expect([...kept.dataSync()]).toEqual([1, 2, 3])
    expect(stateOf(model)).toBe(before)
  })

  it('a first step makes the weights, which draws more at random than is noted', async () => {
    const model = new K.Sequential([K.Input({ shape: [6] }), K.Dense(100), K.Dense(60)])
    const replayed = await replayedIn(async () => {
      for (let i = 0; i < 5; i++) tf.dispose((await model.predictOnBatch(x)) as tf.Tensor)
    })
    expect(replayed).toBe(2)
  })

  it('two models that are trained in turns', async () => {
    const { eager, planned, replayed } = await bothWays(async (mode) => {
      const models = [small(mode), small(mode, [K.Dense(30)])]
      for (let i = 0; i < 8; i++) for (const model of models) await steps(model, 1)
      models[0]!.dispose()
      await steps(models[1]!, 4)
      return stateOf(models[1]!)
    })
    expect(planned).toEqual(eager)
    expect(replayed).toBeGreaterThan(10)
  })
})

describe.runIf(isHere)('steps that are left as they are', () => {
  it('those of models that are to run eagerly', async () => {
    for (const mode of [{ runEagerly: true }, { jitCompile: false }]) {
      expect(await replayedIn(() => steps(small(mode), 8))).toBe(0)
    }
  })

  it('those with code of the program, whose state nobody sees', async () => {
    let factor = 1
    const ours = K.Lambda((t: tf.Tensor) => tf.mul(t, factor))
    const model = small({}, [ours])
    const replayed = await replayedIn(() =>
      steps(model, 12, (step) => {
        if (step === 6) factor = 3
      }),
    )
    expect(replayed).toBe(0)
    expect(Object.keys(engineInfo().plans.eager).join()).toMatch(/it calls .*guards\.test/)
  })

  it('unless they vouch for it', async () => {
    const ours = () => K.Lambda((t: tf.Tensor) => tf.mul(t, 2))
    const { eager, planned, replayed } = await bothWays(async ({ runEagerly }) => {
      const model = small(runEagerly ? { runEagerly } : { jitCompile: true }, [ours()])
      return [await steps(model, 10), stateOf(model)]
    })
    expect(planned).toEqual(eager)
    expect(replayed).toBeGreaterThan(5)
  })

  it.each([
    ['numbers that JavaScript counts up', (n: () => number) => (t: tf.Tensor) => tf.add(t, n())],
    ['values that are read back', () => (t: tf.Tensor) => tf.mul(t, t.dataSync()[0]! > 1 ? 1 : 0.5)],
    [
      'another order each time',
      (n: () => number) => (t: tf.Tensor) => (n() % 2 ? tf.mul(t, 2) : tf.add(t, t)),
    ],
    ['tensors that are kept', () => (t: tf.Tensor) => tf.keep(tf.mul(t, 2))],
    ['random numbers of JavaScript', () => (t: tf.Tensor) => tf.add(t, tf.randomUniform(t.shape))],
  ])('nor do they where it cannot be: %s', async (_, code) => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    try {
      const { eager, planned, replayed } = await bothWays(async ({ runEagerly }) => {
        let count = 0
        const layer = K.Lambda(code(() => count++))
        const model = small(runEagerly ? { runEagerly } : { jitCompile: true }, [layer])
        return [await steps(model, 10), stateOf(model)]
      })
      expect(planned).toEqual(eager)
      expect(replayed).toBe(0)
      const lines = said.mock.calls.filter(([line]) => String(line).includes('operator by operator'))
      expect(lines).toHaveLength(1)
    } finally {
      said.mockRestore()
    }
  })

  it('steps that fail do so each time, and change nothing', async () => {
    const model = small()
    await steps(model, 6)
    const before = stateOf(model)
    const wrong = tf.fill([40, 1], 7, 'int32')
    for (let i = 0; i < 3; i++) {
      await expect(model.trainOnBatch(x, wrong)).rejects.toThrow(/class numbers from 0 to 2/)
      expect(stateOf(model)).toBe(before)
    }
    expect(await replayedIn(() => steps(model, 2))).toBe(2)
  })
})

describe.runIf(isHere)('memory', () => {
  it('stays as it is over thousands of steps, and comes back', async () => {
    const model = small({ optimizer: 'adam', metrics: ['accuracy'] })
    await steps(model, 6)
    const { tensors, heapBytes } = engineInfo().memory
    expect(await replayedIn(() => steps(model, 2000))).toBe(2000)
    expect(engineInfo().memory).toMatchObject({ tensors, heapBytes })
    const { plans } = engineInfo().plans
    model.dispose()
    expect(engineInfo().plans.plans).toBeLessThan(plans)
  })
})
