import type { Starter } from './starter.js'

/** Digits that are drawn on the spot. */
export const digitsStarter: Starter = {
  describe: 'A convolutional network that reads handwritten digits, with Keratin.',
  data: `The digits are drawn on the spot (\`digits\` of \`keratin/datasets\`). For those that people wrote, take \`mnist\`
instead: \`const { train, test } = await mnist.load()\`. Images for \`npm run predict\` show one digit, white on black.`,
  inputs: `            # reads ten new digits
npm run predict -- seven.png`,
  train: `import { Conv2D, Dense, Dropout, Flatten, Input, MaxPool2D, Sequential, setRandomSeed } from 'keratin'
import { digits } from 'keratin/datasets'
import { plotHistory } from 'keratin/plot'

const epochs = Number(process.argv[2] ?? 3)
setRandomSeed(1)

const { train, test, classNames } = await digits.load({ train: 4000, test: 1000 })

const model = new Sequential([
  Input({ shape: [28, 28, 1] }),
  Conv2D(16, 3, { activation: 'relu' }),
  MaxPool2D(2),
  Conv2D(32, 3, { activation: 'relu' }),
  MaxPool2D(2),
  Flatten(),
  Dropout(0.3),
  Dense(10, { activation: 'softmax' }),
])
model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] })
model.summary()

const history = await model.fit(train.x, train.y, { epochs, batchSize: 64, validationSplit: 0.1 })
const [loss, accuracy] = await model.evaluate(test.x, test.y, { verbose: 0 })
console.log(\`test loss \${loss.toFixed(4)}, test accuracy \${accuracy.toFixed(4)}\`)

model.metadata = { labels: classNames }
await model.save('model.keras')
await plotHistory(history).save('curves.svg')
console.log('model.keras and curves.svg are written')
`,
  predict: `import { loadImage, loadModel, tf } from 'keratin'
import { digits } from 'keratin/datasets'

const model = await loadModel('model.keras')
const files = process.argv.slice(2)

/** The digits of the files; without any, ten that the network has never seen. */
async function inputs() {
  if (files.length === 0) return (await digits.load({ train: 1, test: 10, seed: 2 })).test.x
  const options = { targetSize: 28, colorMode: 'grayscale', rescale: 1 / 255 }
  return tf.stack(await Promise.all(files.map((file) => loadImage(file, options))))
}

const x = await inputs()
const rows = (await model.predict(x, { verbose: 0 })).arraySync()
rows.forEach((row, i) => {
  const digit = row.indexOf(Math.max(...row))
  console.log(\`\${files[i] ?? \`drawn digit \${i + 1}\`}: \${digit} (\${(row[digit] * 100).toFixed(1)} %)\`)
})
`,
}
