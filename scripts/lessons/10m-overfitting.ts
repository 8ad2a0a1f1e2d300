// Lesson 10m: overfitting, and its remedies: more data, a smaller network, weight decay, dropout, stopping early
import {
  Dense,
  Dropout,
  EarlyStopping,
  Input,
  type Layer,
  regularizers,
  Sequential,
  setRandomSeed,
  tf,
} from 'keratin'
import { digits } from 'keratin/datasets'
import { imageGrid, linePlot } from 'keratin/plot'
import { atMost, draw, show } from './board.js'

// too few digits for the network, each with noise over it: it learns them by heart
const { train, test } = await digits.load({ train: atMost(1000), test: atMost(500), seed: 10, flatten: true })
const noisy = (x: tf.Tensor, seed: number) => x.add(tf.randomNormal(x.shape, 0, 0.5, 'float32', seed))
const [all, xTest] = [noisy(train.x, 1), noisy(test.x, 2)]
const few = Math.round(all.shape[0]! / 5)
const some = all.slice(0, 16).reshape([16, 28, 28])
await draw('10-digits', imageGrid(some, { captions: Array.from(train.y.slice(0, 16).dataSync()) }))

const l2 = { kernelRegularizer: regularizers.L2({ l2: 0.005 }) }
const wide = (options = {}) => [
  Dense(128, { activation: 'relu', ...options }),
  Dense(128, { activation: 'relu', ...options }),
]
const stop = new EarlyStopping({ patience: 3, restoreBestWeights: true })
const cases: Record<string, { layers: Layer[]; samples?: number; callbacks?: EarlyStopping[] }> = {
  'as it is': { layers: wide() },
  'five times the data': { layers: wide(), samples: all.shape[0]! },
  'a smaller network': { layers: [Dense(24, { activation: 'relu' })] },
  'weight decay (L2)': { layers: wide(l2) },
  dropout: { layers: [Dropout(0.3), ...wide().flatMap((layer) => [layer, Dropout(0.5)])] },
  'stopping early': { layers: wide(), callbacks: [stop] },
}
// not every remedy helps everywhere: fewer units do not against noise
const curves: Record<string, number[]> = {}
for (const [name, { layers, samples = few, callbacks = [] }] of Object.entries(cases)) {
  setRandomSeed(10)
  const model = new Sequential([Input({ shape: [784] }), ...layers, Dense(10, { activation: 'softmax' })])
  model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] })
  const [x, y] = [all.slice(0, samples), train.y.slice(0, samples)]
  const validationData = [xTest, test.y] as const
  const { history } = await model.fit(x, y, { epochs: 60, validationData, callbacks, verbose: 0 })
  curves[name] = history.val_accuracy!
  const [, known] = await model.evaluate(x, y, { verbose: 0 })
  const [loss, unknown] = await model.evaluate(xTest, test.y, { verbose: 0 })
  show(`${name}: epochs, accuracy on known and on new digits, loss on new ones`, [
    history.loss!.length,
    known,
    unknown,
    loss,
  ])
}
const labels = { title: 'Accuracy on new digits', xLabel: 'epoch', yLabel: 'accuracy', width: 600 }
await draw('10-overfitting', linePlot(curves, labels))
