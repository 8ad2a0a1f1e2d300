// Lesson 10n: a network that reads 0 to 4 learns 5 to 9 from a few digits: its features, frozen, then opened
import * as keratin from 'keratin'
import { booleanMask, Conv2D, Dense, Flatten, Input, MaxPool2D, Sequential, tf } from 'keratin'
import { digits } from 'keratin/datasets'
import { atMost, show } from './board.js'

keratin.setRandomSeed(10)
const { train, test } = await digits.load({ train: atMost(3000), test: atMost(1000), seed: 10 })
function only(part: typeof train, from: number, count?: number): [x: tf.Tensor, y: tf.Tensor] {
  const mask = tf.floorDiv(part.y, 5).equal(from / 5)
  const [x, y] = [booleanMask(part.x, mask), booleanMask(part.y, mask).sub(from)]
  return [x.slice(0, count), y.slice(0, count)]
}
function compiled(model: Sequential, learningRate: number): Sequential {
  const optimizer = keratin.optimizers.Adam({ learningRate })
  model.compile({ optimizer, loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] })
  return model
}
const pixels = Input({ shape: [28, 28, 1] })
const edges = () => [Conv2D(16, 3, { activation: 'relu' }), MaxPool2D(2)]
const shapes = () => [Conv2D(32, 3, { activation: 'relu' }), MaxPool2D(2), Flatten()]
const classifier = () =>
  new Sequential([Dense(64, { activation: 'relu' }), Dense(5, { activation: 'softmax' })])

// the base is trained on 0 to 4, with a classifier of their five classes
const base = new Sequential([pixels, ...edges(), ...shapes()], { name: 'base' })
await compiled(new Sequential([base, classifier()]), 0.002).fit(...only(train, 0), { epochs: 4, verbose: 0 })

// of the new classes there are fifty digits: a network from nothing learns this much of them
const [x, y] = only(train, 5, 50)
const [xTest, yTest] = only(test, 5)
const right = async (model: Sequential) => (await model.evaluate(xTest, yTest, { verbose: 0 }))[1]
const fresh = compiled(new Sequential([pixels, ...edges(), ...shapes(), classifier()]), 0.002)
await fresh.fit(x, y, { epochs: 30, verbose: 0 })
show('accuracy of a network from nothing', await right(fresh))

// 1. features: the base computes once what it sees in each digit, and a new classifier learns from that
const features: tf.Tensor = await base.predict(x, { verbose: 0 })
const head = compiled(classifier(), 0.002)
await head.fit(features, y, { epochs: 30, verbose: 0 })
show('features', features.shape)

// 2. frozen: base and classifier are one network now, of which the classifier alone can be trained
base.trainable = false
const weights = () => tf.concat(base.weights.map((weight) => weight.read().flatten()))
const before = weights()
const whole = compiled(new Sequential([base, head]), 0.002)
show('lists of weights that are trained, and all', [whole.trainableWeights.length, whole.weights.length])
show('accuracy on the features of the base', await right(whole))
await whole.fit(x, y, { epochs: 2, verbose: 0 })
show('how far the frozen weights moved', weights().sub(before).abs().max())

// 3. fine-tuning: all is opened, and learns slowly; compile reads what is trainable. Fifty digits are few for it
base.trainable = true
await compiled(whole, 1e-4).fit(x, y, { epochs: 5, verbose: 0 })
show('how far they moved now', weights().sub(before).abs().max())
show('accuracy after fine-tuning', await right(whole))
