// Lesson 10g: binary, many-class and scalar regression, each with its last layer and its loss
import { Dense, Input, Sequential, setRandomSeed, tf } from 'keratin'
import { atMost, show } from './board.js'

// points of the plane; where they are decides what is asked of them
const count = atMost(1000)
const x = tf.randomUniform([count, 2], -1, 1, 'float32', 1)
const [a, b] = tf.unstack(x, 1) as [tf.Tensor, tf.Tensor]

const tasks = {
  // yes or no: one output from 0 to 1
  'binary: inside of a circle': {
    y: a.square().add(b.square()).less(0.5).toFloat().expandDims(1),
    output: Dense(1, { activation: 'sigmoid' }),
    loss: 'binary_crossentropy',
    metric: 'accuracy',
  },
  // one of several: as many outputs, of sum 1
  'many classes: the quarter of the plane': {
    y: a.greater(0).toInt().add(b.greater(0).toInt().mul(2)),
    output: Dense(4, { activation: 'softmax' }),
    loss: 'sparse_categorical_crossentropy',
    metric: 'accuracy',
  },
  // a number: one output without activation, so that it can be any
  'regression: a number': {
    y: a.mul(3).sub(b.square()).expandDims(1),
    output: Dense(1),
    loss: 'mse',
    metric: 'mae',
  },
}
for (const [name, { y, output, loss, metric }] of Object.entries(tasks)) {
  setRandomSeed(10)
  const model = new Sequential([Input({ shape: [2] }), Dense(32, { activation: 'relu' }), output])
  model.compile({ optimizer: 'adam', loss, metrics: [metric] })
  const { history } = await model.fit(x, y, { epochs: 30, validationSplit: 0.2, verbose: 0 })
  show(`${name}: ${loss} of the first and the last epoch`, [history.loss![0], history.loss!.at(-1)])
  show(
    `${name}: ${metric} on the fifth held back`,
    history[metric === 'mae' ? 'val_mae' : 'val_accuracy']!.at(-1),
  )
}
