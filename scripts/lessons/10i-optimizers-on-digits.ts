// Lesson 10i: optimizers compared on digits
import { Adagrad, Adam, Dense, Input, type Optimizer, RMSprop, Sequential, SGD, setRandomSeed } from 'keratin'
import { digits } from 'keratin/datasets'
import { linePlot } from 'keratin/plot'
import { atMost, draw, show } from './board.js'

// on digits that are drawn on the spot
const { train } = await digits.load({ train: atMost(2000), test: 1, seed: 10, flatten: true })
const optimizers: Record<string, Optimizer> = {
  SGD: new SGD({ learningRate: 0.01 }),
  Momentum: new SGD({ learningRate: 0.01, momentum: 0.9 }),
  AdaGrad: new Adagrad({ learningRate: 0.01 }),
  RMSprop: new RMSprop({ learningRate: 0.001 }),
  Adam: new Adam({ learningRate: 0.001 }),
}
const curves: Record<string, number[]> = {}
for (const [name, optimizer] of Object.entries(optimizers)) {
  setRandomSeed(10)
  const hidden = Dense(64, { activation: 'relu' })
  const model = new Sequential([Input({ shape: [784] }), hidden, Dense(10, { activation: 'softmax' })])
  model.compile({ optimizer, loss: 'sparse_categorical_crossentropy' })
  const { history } = await model.fit(train.x, train.y, { epochs: 8, batchSize: 100, verbose: 0 })
  curves[name] = history.loss!
  show(`${name}: loss after 8 epochs`, history.loss!.at(-1))
}
await draw('10-optimizers', linePlot(curves, { title: 'Loss on digits', xLabel: 'epoch', yLabel: 'loss' }))
