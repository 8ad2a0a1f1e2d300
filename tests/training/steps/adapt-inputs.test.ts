import { expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { adaptInputs } from '../../../src/training/steps/adapt-inputs.js'

it.each([
  ['lack the last axis', [4, 3], [null, 3, 1], [4, 3, 1]],
  ['have a last axis too much', [4, 3, 1], [null, 3], [4, 3]],
  ['fit', [4, 3], [null, 3], [4, 3]],
  ['do not fit otherwise', [4, 3, 2], [null, 3], [4, 3, 2]],
])('inputs that %s', (_, given, wanted, expected) => {
  tf.tidy(() => {
    const x = tf
      .range(
        0,
        given.reduce((a, b) => a * b),
      )
      .reshape(given)
    const [adapted] = adaptInputs([x], { inputShapes: [wanted], inputDtypes: ['int32'] })
    expect([adapted!.shape, adapted!.dtype]).toEqual([expected, 'int32'])
    expect([...adapted!.dataSync()]).toEqual([...x.dataSync()])
  })
})
