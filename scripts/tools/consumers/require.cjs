// The same by require, which waits for nothing.
const { rmSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { Dense, engineInfo, Input, Sequential, tf } = require('keratin')
const { MobileNetV2 } = require('keratin/applications')
const { digits } = require('keratin/datasets')
const { recipes } = require('keratin/models')

const slope = tf
  .grad((x) => x.square().sum())(tf.tensor1d([3]))
  .dataSync()[0]
// what reads and writes files is loaded when it is first used
const file = `${tmpdir()}/keratin-${process.pid}.npz`
const model = Sequential([Input({ shape: [1] }), Dense(1)])
model
  .saveWeights(file)
  .then(() => model.loadWeights(file))
  .then(() => rmSync(file))
  .then(() =>
    console.log(
      engineInfo().engine,
      tf.add(1, 2).dataSync()[0],
      slope,
      typeof Sequential,
      typeof MobileNetV2,
      typeof digits.load,
      recipes.length,
    ),
  )
