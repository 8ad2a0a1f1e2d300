// The same by require, which waits for nothing.
const { engineInfo, Sequential, tf } = require('keratin')
const { MobileNetV2 } = require('keratin/applications')
const { digits } = require('keratin/datasets')
const { recipes } = require('keratin/models')

const slope = tf
  .grad((x) => x.square().sum())(tf.tensor1d([3]))
  .dataSync()[0]
console.log(
  engineInfo().engine,
  tf.add(1, 2).dataSync()[0],
  slope,
  typeof Sequential,
  typeof MobileNetV2,
  typeof digits.load,
  recipes.length,
)
