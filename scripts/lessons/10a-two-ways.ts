// Lesson 10a: one network in two ways: Sequential and functional, with equal parameters and equal outputs
import { Dense, Input, Model, Sequential, setRandomSeed, tf } from 'keratin'
import { compare, show } from './board.js'

setRandomSeed(10)

// layers in a row
const sequential = new Sequential([
  Input({ shape: [64] }),
  Dense(32, { activation: 'relu' }),
  Dense(32, { activation: 'relu' }),
  Dense(10, { activation: 'softmax' }),
])

// layers as functions of tensors
const x = Input({ shape: [64] })
const first = Dense(32, { activation: 'relu' })(x)
const second = Dense(32, { activation: 'relu' })(first)
const functional = new Model({ inputs: x, outputs: Dense(10, { activation: 'softmax' })(second) })

sequential.summary()
compare('parameters of the one', '3466', sequential.countParams())
compare('parameters of the other', '3466', functional.countParams())

// with the same weights they compute the same
functional.setWeights(sequential.getWeights())
const data = tf.randomNormal([1000, 64], 0, 1, 'float32', 1)
const [one, other]: tf.Tensor[] = [
  await sequential.predict(data, { verbose: 0 }),
  await functional.predict(data, { verbose: 0 }),
]
show('outputs', one!.shape)
compare('greatest difference of the outputs', '0', one!.sub(other!).abs().max())

// and learn the same
const labels = tf.randomUniform([1000], 0, 10, 'int32', 2)
for (const model of [sequential, functional]) {
  setRandomSeed(1) // the same order of samples
  model.compile({ optimizer: 'rmsprop', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] })
  const { history } = await model.fit(data, labels, { epochs: 2, batchSize: 128, verbose: 0 })
  show(`losses of ${model.name}`, history.loss)
}
