import { describe, expect, it } from 'vitest'
import * as K from '../../../src/index.js'
import { engineInfo, tf, unpackXYSampleWeight, valueAndGradients } from '../../../src/index.js'
import { bothWays, dataOf, stateOf } from './replayed.js'

const isHere = engineInfo().engine === 'wasm' && process.env.KERATIN_PLANS !== '0'

const step =
  (extra: (model: K.Model, loss: tf.Scalar) => object = () => ({})) =>
  (model: K.Model, data: K.StepData): K.StepLogs => {
    const { x, y } = unpackXYSampleWeight(data)
    const weights = model.trainableWeights
    const { value, gradients } = valueAndGradients(() => {
      const yPred = model.callOn(x, true)
      return model.computeLoss({ x, y, yPred })
    }, weights)
    model.optimizer!.apply(gradients, weights)
    return { loss: value, ...extra(model, value) } as K.StepLogs
  }

function build(trainStep: (model: K.Model, data: K.StepData) => K.StepLogs): K.Model {
  class Own extends K.Model {
    override trainStep(data: K.StepData) {
      return trainStep(this, data)
    }
  }
  const input = K.Input({ shape: [6] })
  const outputs = K.Dense(3, { activation: 'softmax' })(K.Dropout(0.2)(K.Dense(8)(input)))
  return new Own({ inputs: input, outputs } as never)
}

describe.runIf(isHere)('a step of the model that is compiled with jitCompile', () => {
  const train = (make: () => ReturnType<typeof step>) =>
    bothWays(async ({ runEagerly }) => {
      const { x, y } = dataOf(40)
      const model = build(make())
      const how = runEagerly ? { runEagerly } : { jitCompile: true }
      model.compile({ optimizer: K.Adam(0.01), loss: 'sparse_categorical_crossentropy', ...how })
      const { history } = await model.fit(x, y, { epochs: 6, batchSize: 16, verbose: 0 })
      return [history, stateOf(model)]
    })

  it('is run from a plan, with the same bits', async () => {
    const { eager, planned, replayed } = await train(() =>
      step((_, loss) => ({ double: tf.mul(loss, 2), constant: 3 })),
    )
    expect(planned).toEqual(eager)
    expect(Object.keys((eager[0] as object) ?? {})).toEqual(['constant', 'double', 'loss'])
    expect(replayed).toBeGreaterThan(8)
  })

  it('is left alone where it counts in JavaScript', async () => {
    const { eager, planned, replayed } = await train(() => {
      let count = 0
      return step(() => ({ count: ++count }))
    })
    expect(planned).toEqual(eager)
    expect(replayed).toBe(0)
  })
})
