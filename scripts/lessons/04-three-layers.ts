// Lesson 4: a network of three layers, by hand and with Dense layers
import { activations, Dense, Input, Sequential, tf } from 'keratin'
import { compare, show } from './board.js'

const { sigmoid } = activations
const W1 = tf.tensor([
  [0.1, 0.3, 0.5],
  [0.2, 0.4, 0.6],
])
const b1 = tf.tensor([0.1, 0.2, 0.3])
const W2 = tf.tensor([
  [0.1, 0.4],
  [0.2, 0.5],
  [0.3, 0.6],
])
const b2 = tf.tensor([0.1, 0.2])
const W3 = tf.tensor([
  [0.1, 0.3],
  [0.2, 0.4],
])
const b3 = tf.tensor([0.1, 0.2])

// by hand: products with weights, biases, an activation; one sample in each row
const x = tf.tensor([[1.0, 0.5]])
const A1 = x.matMul(W1).add(b1)
compare('A1', '[[0.3, 0.7, 1.1]]', A1)
const Z1 = sigmoid(A1)
compare('Z1', '[[0.57444252, 0.66818777, 0.75026011]]', Z1)
const A2 = Z1.matMul(W2).add(b2)
compare('A2', '[[0.51615984, 1.21402696]]', A2)
const Z2 = sigmoid(A2)
compare('Z2', '[[0.62624937, 0.7710107]]', Z2)
const y = Z2.matMul(W3).add(b3) // the last activation is the identity
compare('y', '[[0.31682708, 0.69627909]]', y)

// the same of layers
const model = new Sequential([
  Input({ shape: [2] }),
  Dense(3, { activation: 'sigmoid' }),
  Dense(2, { activation: 'sigmoid' }),
  Dense(2),
])
model.setWeights([W1, b1, W2, b2, W3, b3])
model.summary()
compare('y of the layers', '[[0.31682708, 0.69627909]]', await model.predict(x, { verbose: 0 }))

// layers take any number of samples at once
show(
  'y of three samples',
  await model.predict(
    [
      [1.0, 0.5],
      [0, 0],
      [-1, 2],
    ],
    { verbose: 0 },
  ),
)
