// An ES module: numbers are there as soon as it is imported, chained operators and gradients included.
import { engineInfo, Sequential, tf } from 'keratin'
import { MobileNetV2 } from 'keratin/applications'
import { digits } from 'keratin/datasets'
import { recipes } from 'keratin/models'

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
