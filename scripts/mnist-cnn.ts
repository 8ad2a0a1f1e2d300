// Trains a convolutional network on MNIST and saves it: a program to copy and to change.
//
//   npm install keratin
//   npx tsx mnist-cnn.ts
//
// MNIST is looked for under KERATIN_DATA and in the cache, and downloaded if it is in neither.
import { Conv2D, Dense, EarlyStopping, Flatten, Input, MaxPool2D, Sequential, setRandomSeed } from 'keratin'
import { mnist } from 'keratin/datasets'

// the same seed gives the same numbers on every run
setRandomSeed(1)

// images as float32 [n, 28, 28, 1] from 0 to 1, labels as int32 [n]
const { train, test } = await mnist.load()

const model = new Sequential([
  Input({ shape: [28, 28, 1] }),
  Conv2D(32, [5, 5], { activation: 'relu' }),
  Conv2D(64, [5, 5], { activation: 'relu' }),
  MaxPool2D({ poolSize: [2, 2] }),
  Flatten(),
  Dense(128, { activation: 'relu' }),
  Dense(10, { activation: 'softmax' }),
])
model.summary()

model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] })

// the last tenth of the training images tells when to stop; the test images are not looked at until the end
await model.fit(train.x, train.y, {
  epochs: 3,
  batchSize: 64,
  validationSplit: 0.1,
  callbacks: [new EarlyStopping({ patience: 1, restoreBestWeights: true })],
})

const [loss, accuracy] = await model.evaluate(test.x, test.y, { batchSize: 64 })
console.log('test loss', loss, 'test accuracy', accuracy)

// Keras opens this file, and so does loadModel
await model.save('mnist-cnn.keras')
