// Lesson 10e: vectors of words: neighbours in GloVe; Embedding that learns, and one that has them from GloVe
import * as keratin from 'keratin'
import { Dense, Embedding, Flatten, Input, Sequential, setRandomSeed, tf } from 'keratin'
import { glove, imdb } from 'keratin/datasets'
import { atMost, show } from './board.js'

setRandomSeed(10)
const { vectors, dimension } = await glove.load()
show('words, and numbers of each', [vectors.size, dimension])

// words that are used alike have vectors that point alike: the cosine of their angle is near 1
const vocabulary = [...vectors.keys()]
const matrix = keratin.embeddingMatrix({ vectors, dimension }, vocabulary)
const unit = matrix.div(matrix.norm('euclidean', 1, true))
for (const word of ['monday', 'king', 'france']) {
  const own = keratin.gather(unit, [vocabulary.indexOf(word)])
  const { values, indices } = tf.topk(unit.matMul(own, false, true).flatten(), 5)
  const names = keratin.toArray<string[]>(keratin.gather(vocabulary, indices))
  show(`nearest to ${word}`, names.slice(1))
  show('their cosines', values.slice(1))
}

// twenty words of each review of a film: with vectors that are learnt, and with GloVe's, held
const { train, test, wordIndex } = await imdb.load({ numWords: 5000, limit: atMost(2000) })
const [x, xTest] = [train, test].map((part) => keratin.padSequences(part.x, { maxlen: 20 }))
const rows = new Map([...wordIndex!].map(([word, n]) => [word, n + 3] as const).filter(([, n]) => n < 5000))
const known = [...rows.keys()].filter((word) => vectors.has(word))
show('words of the reviews that are read, and of them in GloVe', [rows.size, known.length])
const pretrained = keratin.embeddingMatrix({ vectors, dimension }, rows, { rows: 5000, seed: 1 })
const embeddings = {
  'that are learnt': Embedding(5000, 8),
  'of GloVe': Embedding(5000, dimension, { weights: [pretrained], trainable: false }),
}
for (const [name, embedding] of Object.entries(embeddings)) {
  const model = new Sequential([
    Input({ shape: [20], dtype: 'int32' }),
    embedding,
    Flatten(),
    Dense(1, { activation: 'sigmoid' }),
  ])
  model.compile({ optimizer: 'rmsprop', loss: 'binary_crossentropy', metrics: ['accuracy'] })
  await model.fit(x!, train.y, { epochs: 5, verbose: 0 })
  const [, accuracy] = await model.evaluate(xTest!, test.y, { verbose: 0 })
  show(`accuracy with vectors ${name}`, accuracy)
}
