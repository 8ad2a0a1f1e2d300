// Lesson 10d: one-hot against integer labels, padding against multi-hot, missing values
import {
  Dense,
  Input,
  losses,
  padSequences,
  Sequential,
  sequencesToMatrix,
  setRandomSeed,
  tf,
  toArray,
  toCategorical,
} from 'keratin'
import { compare, show } from './board.js'

// labels: vectors with a single 1, or integers, each with its loss; the numbers are the same
const labels = [3, 4, 4, 0]
const oneHot = toCategorical(labels, 5)
show('toCategorical', oneHot)
const probabilities = tf.softmax(tf.randomNormal([4, 5], 0, 1, 'float32', 1))
const categorical = losses.CategoricalCrossentropy().compute(oneHot, probabilities)
const sparse = losses.SparseCategoricalCrossentropy().compute(tf.tensor(labels), probabilities)
show('loss of one-hot labels', categorical)
show('loss of integer labels', sparse)
compare('their difference', '0.000000', categorical.sub(sparse))

// texts as lists of word numbers: padded they keep their order, as multi-hot rows they only tell which words there are
const sequences = [
  [3, 1, 4],
  [1, 5],
  [2, 6, 5, 3],
]
show('padded', padSequences(sequences))
const multiHot = sequencesToMatrix(sequences, { numWords: 7 })
show('multi-hot', multiHot)
// a network takes the rows as they are
setRandomSeed(10)
const model = new Sequential([Input({ shape: [7] }), Dense(1, { activation: 'sigmoid' })])
model.compile({ optimizer: 'sgd', loss: 'binary_crossentropy' })
const { history } = await model.fit(multiHot, [1, 0, 1], { epochs: 3, verbose: 0 })
show('loss of a network on multi-hot rows', history.loss)

// missing values: a mean would be NaN; they are counted out, and then stand for the mean, which is 0 after standardising
const table = tf.tensor([
  [1, 10],
  [Number.NaN, 20],
  [3, Number.NaN],
  [5, 60],
])
const known = table.isNaN().logicalNot()
const zeros = tf.where(known, table, tf.zerosLike(table))
const counts = known.toInt().sum(0)
const mean = zeros.sum(0).div(counts)
show('mean of the whole column', table.mean(0))
show('mean of what is known', mean)
const deviation = tf.where(known, table.sub(mean), tf.zerosLike(table)).square().sum(0).div(counts).sqrt()
const standard = tf.where(known, table.sub(mean).div(deviation), tf.zerosLike(table))
for (const row of toArray<number[][]>(standard)) console.log('a row, standardised, missing values as 0:', row)
show('mean now', standard.mean(0))
