// Trains the textbooks' network on photos of cats and dogs and looks at what it makes of new ones: a program to copy and
// to change.
//
//   npm install keratin
//   npx tsx cats-vs-dogs.ts
//
// The photos are looked for under KERATIN_DATA and in the cache: folders train and test with files such as cat.1.jpg.
import { basename } from 'node:path'
import {
  Adam,
  Conv2D,
  Dense,
  EarlyStopping,
  Flatten,
  Input,
  loadImage,
  MaxPool2D,
  Sequential,
  setRandomSeed,
  tf,
} from 'keratin'
import { catsVsDogs } from 'keratin/datasets'

// the same seed gives the same numbers on every run
setRandomSeed(1)

// batches of 32 photos as float32 [32, 128, 128, 3] from 0 to 1; a cat is [1, 0], a dog [0, 1]
const { train, validation, test, classNames } = await catsVsDogs.load({
  imageSize: 128,
  validationSplit: 0.1,
  seed: 1,
})

const model = new Sequential([
  Input({ shape: [128, 128, 3] }),
  Conv2D(32, [3, 3], { activation: 'relu' }),
  MaxPool2D({ poolSize: [2, 2] }),
  Conv2D(32, [3, 3], { activation: 'relu' }),
  MaxPool2D({ poolSize: [2, 2] }),
  Flatten(),
  Dense(96, { activation: 'relu' }),
  Dense(2, { activation: 'softmax' }),
])
model.summary()

model.compile({
  optimizer: new Adam({ learningRate: 0.0001 }),
  loss: 'categorical_crossentropy',
  metrics: ['accuracy'],
})

// photos are decoded while the network is trained; the weights of the best epoch are kept
await model.fit(train, {
  epochs: 20,
  validationData: validation!,
  callbacks: [new EarlyStopping({ patience: 5, restoreBestWeights: true })],
})

const [loss, accuracy] = await model.evaluate(test)
console.log('test loss', loss, 'test accuracy', accuracy)

// what the network says about ten photos
const files = test.filePaths.filter((_, i) => i % 50 === 0).slice(0, 10)
const photos = await Promise.all(files.map((file) => loadImage(file, { targetSize: 128, rescale: 1 / 255 })))
const x = tf.stack(photos)
const y: tf.Tensor = await model.predict(x, { batchSize: 10 })
const classes = tf.argMax(y, 1)
for (const [i, c] of classes.dataSync().entries()) console.log(basename(files[i]!), classNames[c])
tf.dispose([photos, x, y, classes])

// Keras opens this file, and so does loadModel
await model.save('cats-vs-dogs.keras')
