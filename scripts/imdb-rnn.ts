// Trains a recurrent network to tell whether a film review is positive, and saves it: a program to copy and to change.
//
//   npm install keratin
//   npx tsx imdb-rnn.ts
//
// The reviews are looked for under KERATIN_DATA and in the cache, and downloaded if they are in neither.
import {
  Adam,
  Dense,
  Dropout,
  EarlyStopping,
  Embedding,
  Input,
  padSequences,
  Sequential,
  SimpleRNN,
  setRandomSeed,
} from 'keratin'
import { imdb } from 'keratin/datasets'

// the same seed gives the same numbers on every run
setRandomSeed(1)

const numWords = 10_000
const maxlen = 200

// reviews as lists of word numbers: 1 begins a review, 2 is a word that is not among the 10000 most frequent
const { train, test } = await imdb.load({ numWords })

// padded in front, so that the network reads the last words of a review last
const x = padSequences(train.x, { maxlen })
const y = train.y

const model = new Sequential([
  Input({ shape: [maxlen], dtype: 'int32' }),
  Embedding(numWords, 32),
  Dropout(0.5),
  SimpleRNN(32, { dropout: 0.2 }),
  Dense(1, { activation: 'sigmoid' }),
])
model.summary()

// a gradient through 200 words may be huge once in a while: clipnorm keeps it in bounds
model.compile({
  optimizer: new Adam({ learningRate: 0.001, clipnorm: 1 }),
  loss: 'binary_crossentropy',
  metrics: ['accuracy'],
})

// the last fifth of the training reviews tells when to stop; the test reviews are not looked at until the end
await model.fit(x, y, {
  epochs: 8,
  batchSize: 64,
  validationSplit: 0.2,
  callbacks: [new EarlyStopping({ patience: 2, restoreBestWeights: true })],
})

const [loss, accuracy] = await model.evaluate(padSequences(test.x, { maxlen }), test.y, { batchSize: 64 })
console.log('test loss', loss, 'test accuracy', accuracy)

// Keras opens this file, and so does loadModel
await model.save('imdb-rnn.keras')
