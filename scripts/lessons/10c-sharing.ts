// Lesson 10c: shared layers and shared models: one set of weights, used more than once
import { concatenate, Dense, Flatten, Input, LSTM, Model, Sequential, setRandomSeed, tf } from 'keratin'
import { show } from './board.js'

setRandomSeed(10)

// how alike two sentences are: both are read by the same LSTM
const lstm = LSTM(8)
const left = Input({ shape: [6, 4] })
const right = Input({ shape: [6, 4] })
const merged = concatenate([lstm(left), lstm(right)])
const alike = new Model({ inputs: [left, right], outputs: Dense(1, { activation: 'sigmoid' })(merged) })
// 4·8·(4 + 8 + 1) of the one LSTM, 16 + 1 of the Dense layer
show('parameters', alike.countParams())

// training one use trains both
alike.compile({ optimizer: 'adam', loss: 'binary_crossentropy' })
const [a, b] = [1, 2].map((seed) => tf.randomNormal([32, 6, 4], 0, 1, 'float32', seed))
const before = lstm.getWeights()[0]!.dataSync().slice()
await alike.fit([a!, b!], tf.randomUniform([32, 1], 0, 2, 'int32', 3), { epochs: 1, verbose: 0 })
const moved = lstm.getWeights()[0]!.sub(before.length ? tf.tensor(before, [4, 32]) : 0)
show('how far the shared weights moved at most', moved.abs().max())

// a model is a layer, too: one eye's network sees with both
const eye = new Sequential([Input({ shape: [8, 8, 3] }), Flatten(), Dense(16, { activation: 'relu' })])
const [leftEye, rightEye] = [Input({ shape: [8, 8, 3] }), Input({ shape: [8, 8, 3] })]
const depth = new Model({
  inputs: [leftEye, rightEye],
  outputs: Dense(1)(concatenate([eye(leftEye), eye(rightEye)])),
})
show('parameters of the eye', eye.countParams())
show('parameters of both eyes and the answer', depth.countParams())

// what both see alike makes both halves of the features alike
const image = tf.randomNormal([1, 8, 8, 3], 0, 1, 'float32', 4)
const features: tf.Tensor = await eye.predict(image, { verbose: 0 })
const [kernel, bias] = depth.layers.at(-1)!.getWeights() as [tf.Tensor2D, tf.Tensor1D]
const byHand = tf.concat([features, features], 1).matMul(kernel).add(bias)
const output: tf.Tensor = await depth.predict([image, image], { verbose: 0 })
show('difference to what is computed from the features', output.sub(byHand).abs().max())
