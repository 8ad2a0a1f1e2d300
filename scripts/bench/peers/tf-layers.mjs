// The twin of serve.ts with the tf.layers of TensorFlow.js, on the native engine as it comes.
// Usage: node tf-layers.mjs NAME '{"shape": [...], ...}', in a folder where @tensorflow/tfjs-node is installed
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import util from 'node:util'

util.isNullOrUndefined ??= (value) => value === null || value === undefined
util.isArray ??= Array.isArray
const tf = createRequire(`${process.cwd()}/`)('@tensorflow/tfjs-node')
const [name, sizes] = process.argv.slice(2)
const { shape, words, classes, batchSize, samples } = JSON.parse(sizes)
const L = tf.layers

const sentiment = (recurrent) => [
  L.embedding({ inputDim: 1000, outputDim: 64, inputLength: 200 }),
  recurrent,
  L.dense({ units: 16, activation: 'relu' }),
  L.dense({ units: 1, activation: 'sigmoid' }),
]
const conv = (filters, kernelSize, rest = {}) =>
  L.conv2d({ filters, kernelSize, activation: 'relu', ...rest })
const models = {
  mnist: () => [
    conv(32, 5, { inputShape: shape }),
    conv(64, 5),
    L.maxPooling2d({ poolSize: 2 }),
    L.flatten(),
    L.dense({ units: 128, activation: 'relu' }),
    L.dense({ units: 10, activation: 'softmax' }),
  ],
  cats: () => [
    conv(32, 3, { inputShape: shape }),
    L.maxPooling2d({ poolSize: 2 }),
    conv(32, 3),
    L.maxPooling2d({ poolSize: 2 }),
    L.flatten(),
    L.dense({ units: 96, activation: 'relu' }),
    L.dense({ units: 2, activation: 'softmax' }),
  ],
  mlp: () => [
    L.dense({ units: 50, activation: 'relu', inputShape: shape }),
    L.dense({ units: 100, activation: 'relu' }),
    L.dense({ units: 10, activation: 'softmax' }),
  ],
  rnn: () => sentiment(L.simpleRNN({ units: 30 })),
  lstm: () => sentiment(L.lstm({ units: 32 })),
  gru: () => sentiment(L.gru({ units: 32 })),
}

const model = tf.sequential({ layers: models[name]() })
model.compile({
  optimizer: 'adam',
  loss: classes === 1 ? 'binaryCrossentropy' : 'sparseCategoricalCrossentropy',
  metrics: ['accuracy'],
})
const x = words
  ? tf.randomUniform([samples, ...shape], 0, words, 'int32').toFloat()
  : tf.randomUniform([samples, ...shape])
const y = tf.floor(tf.randomUniform([samples, 1], 0, Math.max(2, classes)))
const first = tf.slice(x, 0, 1)

async function outputs(given) {
  const result = model.predict(given, { batchSize })
  await result.data()
  result.dispose()
}
const works = {
  async train() {
    await model.fit(x, y, { batchSize, epochs: 1, verbose: 0 })
    return samples
  },
  async predict() {
    await outputs(x)
    return samples
  },
  async one() {
    await outputs(first)
    return 1
  },
}
console.log(JSON.stringify({ 'tf.layers': tf.version['tfjs-layers'] }))
for await (const line of createInterface({ input: process.stdin })) {
  const [what, seconds] = line.split(' ')
  const start = performance.now()
  let [done, took] = [0, 0]
  do {
    done += await works[what]()
    took = (performance.now() - start) / 1000
  } while (took < Number(seconds))
  console.log(JSON.stringify({ rate: done / took }))
}
process.exit(0)
