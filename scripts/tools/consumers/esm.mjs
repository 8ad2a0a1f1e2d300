// An ES module: numbers are there as soon as it is imported, chained operators and gradients included.
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { Dense, engineInfo, Input, Sequential, tf } from 'keratin'
import { MobileNetV2 } from 'keratin/applications'
import { digits } from 'keratin/datasets'
import { recipes } from 'keratin/models'

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
