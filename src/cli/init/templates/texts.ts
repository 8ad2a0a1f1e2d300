import type { Starter } from './starter.js'

/** Texts in classes. */
export const textsStarter: Starter = {
  describe: 'A network that tells what texts are about, with Keratin.',
  data: `\`texts.csv\` has a class and a text in each line; the few that are there let everything run at once. Put your own in
their place: any number of classes, the more texts the better. \`npx keratin train text --data texts.csv\` has networks of
more kinds.`,
  inputs: `            # reads three texts
npm run predict -- "What a lovely day"`,
  train: `import {
  Dense, Dropout, Embedding, GlobalAveragePooling1D, Input, Sequential, setRandomSeed, TextVectorization, tf,
} from 'keratin'
import { labelledTexts } from 'keratin/datasets'
import { plotHistory } from 'keratin/plot'

const epochs = Number(process.argv[2] ?? 30)
setRandomSeed(1)

const { train, test, labels } = await labelledTexts.load({ data: 'texts.csv' })
console.log(\`\${train.texts.length} texts to train on, \${test.texts.length} to test, classes: \${labels.join(', ')}\`)

const vectorize = TextVectorization({ maxTokens: 2000, outputSequenceLength: 40 })
await vectorize.adapt(train.texts)

const model = new Sequential([
  Input({ shape: [1], dtype: 'string' }),
  vectorize,
  Embedding(vectorize.getVocabulary().length, 16),
  GlobalAveragePooling1D(),
  Dropout(0.3),
  Dense(labels.length, { activation: 'softmax' }),
])
model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] })
model.optimizer.learningRate = 0.02
model.summary()

const samples = ({ texts, labels }) => [tf.tensor(texts, [texts.length, 1], 'string'), tf.tensor1d(labels, 'int32')]
const validationData = samples(test)
const history = await model.fit(...samples(train), { epochs, batchSize: 8, validationData, verbose: 2 })

model.metadata = { labels, input: { kind: 'string', shape: [1] } }
await model.save('model.keras')
await plotHistory(history).save('curves.svg')
console.log('model.keras and curves.svg are written')
`,
  predict: `import { loadModel, tf } from 'keratin'

const model = await loadModel('model.keras')
const { labels } = model.metadata

const given = process.argv.slice(2)
const texts = given.length > 0 ? given : ['A lovely film, I laughed a lot', 'So dull that I fell asleep', 'The soup was cold']
const x = tf.tensor(texts, [texts.length, 1], 'string')
const rows = (await model.predict(x, { verbose: 0 })).arraySync()
rows.forEach((row, i) => {
  const best = row.indexOf(Math.max(...row))
  console.log(\`\${texts[i]}: \${labels[best]} (\${(row[best] * 100).toFixed(1)} %)\`)
})
`,
  files: async () => ({ 'texts.csv': table() }),
}

const things = ['film', 'book', 'soup', 'concert', 'hotel', 'lesson', 'walk', 'party'] as const
const said = {
  good: [
    'A lovely * that made me smile',
    'I enjoyed every minute of this *',
    'What a wonderful *, we will come back',
    'The best * I have had in years',
    'A warm and clever *, simply great',
  ],
  bad: [
    'A dull * that made me yawn',
    'I regret every minute of this *',
    'What an awful *, never again',
    'The worst * I have had in years',
    'A cold and careless *, simply boring',
  ],
} as const

/** Eighty short texts of two classes. */
function table(): string {
  const rows = Object.entries(said).flatMap(([label, patterns]) =>
    things.flatMap((thing) => patterns.map((pattern) => `${label},"${pattern.replace('*', thing)}"`)),
  )
  return `${['label,text', ...rows].join('\n')}\n`
}
