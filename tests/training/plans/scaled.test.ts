import { describe, expect, it } from 'vitest'
import * as K from '../../../src/index.js'
import { engineInfo, tf } from '../../../src/index.js'

const isHere = engineInfo().engine === 'wasm' && process.env.KERATIN_PLANS !== '0'

type Layers = Parameters<typeof K.Sequential>[0] extends infer L ? NonNullable<L> : never
const BN = (options?: object) => K.BatchNormalization({ epsilon: 0.01, ...options } as never)

const networks: Record<string, { shape: number[]; layers: () => unknown[]; takes: string[] }> = {
  'channels of all remainders, bounded by ReLU and ReLU6': {
    shape: [7, 6, 3],
    layers: () => [
      ...[K.Conv2D(5, 3), BN(), K.ReLU()],
      ...[K.Conv2D(11, 2, { strides: 2, padding: 'same', useBias: false }), BN(), K.ReLU({ maxValue: 6 })],
      ...[K.Conv2D(2, 1), BN(), K.Activation('relu6'), K.Conv2D(1, 1), BN({ scale: false, center: false })],
    ],
    takes: ['FusedConv2D + KeratinScaleChannels + Relu', 'FusedConv2D + KeratinScaleChannels + Relu6'],
  },
  'of pixels on their own': {
    shape: [9, 9, 8],
    layers: () => [K.Conv2D(24, 1, { useBias: false }), BN(), K.ReLU({ maxValue: 6 }), K.Conv2D(16, 1), BN()],
    takes: ['FusedConv2D + KeratinScaleChannels'],
  },
  "Winograd's": {
    shape: [16, 13, 16],
    layers: () => [
      ...[K.Conv2D(24, 3, { padding: 'same', useBias: false }), BN(), K.ReLU()],
      ...[K.Conv2D(16, 3, { padding: 'same', activation: 'relu' }), BN()],
      ...[K.Conv2D(8, 5, { padding: 'same' }), BN(), K.ReLU({ maxValue: 6 })],
    ],
    takes: ['FusedConv2D + KeratinScaleChannels + Relu'],
  },
  'depthwise ones': {
    shape: [8, 7, 20],
    layers: () => [
      ...[K.DepthwiseConv2D(3, { padding: 'same', useBias: false }), BN(), K.ReLU({ maxValue: 6 })],
      ...[K.DepthwiseConv2D(3, { depthMultiplier: 2, activation: 'relu' }), BN(), K.ReLU()],
      ...[K.SeparableConv2D(7, 2, { strides: 2 }), BN(), K.Activation('relu')],
    ],
    takes: ['FusedDepthwiseConv2D + KeratinScaleChannels + Relu6'],
  },
  'of signals': {
    shape: [19, 6],
    layers: () => [K.Conv1D(9, 3, { padding: 'causal' }), BN(), K.ReLU(), K.Conv1D(4, 2), BN(), K.ReLU()],
    takes: [],
  },
}

describe.runIf(isHere)('convolutions that scale and bound what they give, with the bits of the steps', () => {
  it.each(Object.entries(networks))('%s', async (_, { shape, layers, takes }) => {
    const model = new K.Sequential([K.Input({ shape }), ...layers()] as Layers as never)
    model.setWeights(
      model.getWeights().map((w, i) => {
        const lowest = model.weights[i]!.path.includes('variance') ? 0.2 : -1.5
        return tf.randomUniform(w.shape, lowest, 1.5, 'float32', 31 + i)
      }) as never,
    )
    const x = tf.randomNormal([3, ...shape], 0, 2, 'float32', 7)
    const values = x.dataSync()
    const odd = tf.tensor(values.slice(), x.shape)
    const strange = odd.dataSync()
    ;[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 1e38].forEach((v, i) => {
      strange[31 * i + 2] = v
    })
    const given = [x, tf.slice(x, 1, 1), tf.tensor(strange, x.shape)]
    const bits = async (runEagerly: boolean) => {
      model.compile({ loss: 'mse', optimizer: 'sgd', runEagerly })
      const outputs: string[] = []
      for (let turn = 0; turn < 4; turn++)
        for (const of of given) {
          const y = (await model.predictOnBatch(of)) as tf.Tensor
          outputs.push(Buffer.from(y.dataSync().buffer).toString('base64'))
          y.dispose()
        }
      return outputs
    }
    const eager = await bits(true)
    expect(await bits(false)).toEqual(eager)
    const plans = model.plan()
    expect(plans.map(({ state }) => state)).toEqual(['planned', 'planned'])
    const names = plans[0]!.operators.map(({ operator }) => operator)
    expect(names).toEqual(expect.arrayContaining(takes))
    expect(names).not.toContain('KeratinScaleChannels')
    // other weights and averages, and back again
    const old = model.getWeights()
    model.setWeights(old.map((w) => tf.add(w as never, 0.5)) as never)
    expect((await bits(false))[0]).not.toBe(eager[0])
    model.setWeights(old as never)
    expect(await bits(false)).toEqual(eager)
    model.dispose()
  })

  it('training, in which normalization looks at the batch, and frozen averages on the way back', async () => {
    const x = tf.randomNormal([24, 6, 6, 8], 0, 1, 'float32', 3)
    const y = tf.randomUniform([24, 1], 0, 1, 'float32', 4)
    const run = async (runEagerly: boolean) => {
      K.setRandomSeed(5)
      const model = new K.Sequential([
        K.Input({ shape: [6, 6, 8] }),
        ...[
          K.Conv2D(8, 3),
          BN(),
          K.ReLU(),
          K.Conv2D(8, 1),
          BN({ trainable: false }),
          K.ReLU({ maxValue: 6 }),
        ],
        ...[K.Flatten(), K.Dense(1)],
      ] as never)
      model.compile({ loss: 'mse', optimizer: 'adam', runEagerly })
      const { history } = await model.fit(x, y, { batchSize: 8, epochs: 5, verbose: 0 })
      const outputs = ((await model.predict(x, { verbose: 0 })) as tf.Tensor).dataSync()
      return { history, outputs: [...outputs] }
    }
    expect(await run(false)).toEqual(await run(true))
  })
})
