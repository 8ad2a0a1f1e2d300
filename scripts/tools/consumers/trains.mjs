// Uses the installed package as a program of its users would: run in an empty folder after `npm install keratin`.
import { Dense, engineInfo, Input, loadModel, Sequential, setRandomSeed, tf } from 'keratin'
import { digits } from 'keratin/datasets'
import { recipes } from 'keratin/models'

setRandomSeed(1)
const model = new Sequential([
  Input({ shape: [784] }),
  Dense(32, { activation: 'relu' }),
  Dense(10, { activation: 'softmax' }),
])
model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] })
const { train, test } = await digits.load({ train: 2000, test: 500, seed: 1, flatten: true })
await model.fit(train.x, train.y, { epochs: 5, verbose: 0 })
const [, accuracy] = await model.evaluate(test.x, test.y, { verbose: 0 })
await model.save('consumer.keras')
const again = await loadModel('consumer.keras')
const difference = tf
  .max(tf.abs(tf.sub(await model.predict(test.x), await again.predict(test.x))))
  .dataSync()[0]
console.log(
  `engine ${engineInfo().engine}, accuracy ${accuracy}, reload differs by ${difference}, recipes ${recipes.map((r) => r.name)}`,
)
if (!(accuracy > 0.8) || difference !== 0) process.exit(1)
