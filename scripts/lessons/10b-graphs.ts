// Lesson 10b: several inputs and outputs, add and concatenate, Lambda
import { add, concatenate, Dense, Embedding, Input, Lambda, LSTM, Model, setRandomSeed, tf } from 'keratin'
import { show } from './board.js'

setRandomSeed(10)

// two inputs: a text and a question about it; one output: the word that answers
const text = Input({ shape: [null], dtype: 'int32', name: 'text' })
const question = Input({ shape: [null], dtype: 'int32', name: 'question' })
const both = concatenate([LSTM(16)(Embedding(100, 16)(text)), LSTM(16)(Embedding(100, 16)(question))])
const answering = new Model({ inputs: [text, question], outputs: Dense(50, { activation: 'softmax' })(both) })
answering.compile({ optimizer: 'rmsprop', loss: 'categorical_crossentropy', metrics: ['accuracy'] })
const texts = tf.randomUniform([64, 20], 1, 100, 'int32', 1)
const questions = tf.randomUniform([64, 5], 1, 100, 'int32', 2)
const answers = tf.oneHot(tf.randomUniform([64], 0, 50, 'int32', 3), 50)
const { history } = await answering.fit({ text: texts, question: questions }, answers, {
  epochs: 3,
  verbose: 0,
})
show('answers, loss of each epoch', history.loss)

// several outputs of one input, each with its own loss; weights make up for losses of different size
const posts = Input({ shape: [32], name: 'posts' })
const hidden = Dense(32, { activation: 'relu' })(posts)
const outputs = {
  age: Dense(1)(hidden),
  income: Dense(10, { activation: 'softmax' })(hidden),
  gender: Dense(1, { activation: 'sigmoid' })(hidden),
}
const profile = new Model({ inputs: posts, outputs })
profile.compile({
  optimizer: 'rmsprop',
  loss: { age: 'mse', income: 'categorical_crossentropy', gender: 'binary_crossentropy' },
  lossWeights: { age: 0.25, income: 1, gender: 10 },
})
const targets = {
  age: tf.randomUniform([64, 1], 0, 1, 'float32', 4),
  income: tf.oneHot(tf.randomUniform([64], 0, 10, 'int32', 5), 10),
  gender: tf.randomUniform([64, 1], 0, 2, 'int32', 6),
}
const inputs = tf.randomNormal([64, 32], 0, 1, 'float32', 7)
const results = await profile.fit(inputs, targets, { epochs: 2, verbose: 0 })
for (const [name, values] of Object.entries(results.history)) show(`profile, ${name}`, values)

// add: a shortcut around layers; Lambda: any function as a layer
const x = Input({ shape: [8] })
const shortcut = add([x, Dense(8, { activation: 'relu' })(x)])
const lengths = Lambda((v: tf.Tensor) => v.square().sum(-1, true).sqrt(), { outputShape: [1] })(shortcut)
const residual = new Model({ inputs: x, outputs: [shortcut, lengths] })
const [sums, norms]: tf.Tensor[] = await residual.predict(tf.ones([2, 8]), { verbose: 0 })
show('shortcut', sums!.shape)
show('lengths by Lambda', norms)
show('the same of the sums', sums!.norm('euclidean', 1))
