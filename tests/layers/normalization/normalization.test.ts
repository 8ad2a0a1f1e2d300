import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import {
  Dense,
  GroupNormalization,
  Input,
  LayerNormalization,
  RMSNormalization,
  UnitNormalization,
} from '../../../src/layers/index.js'
import { Sequential } from '../../../src/model/index.js'
import { expectNoLeak } from '../../harness/leaks.js'

const x = tf.randomNormal([2, 3, 4, 6], 2, 3, 'float32', 1)

it('LayerNormalization brings each sample to mean 0 and variance 1 over its axes', () => {
  tf.tidy(() => {
    for (const axis of [-1, [1, 2, 3], [-1, 2]]) {
      const y = LayerNormalization({ axis, epsilon: 0 })(x)
      const { mean, variance } = tf.moments(
        y,
        [axis].flat().map((a) => (a < 0 ? a + 4 : a)),
      )
      expect(mean).toBeAllclose(tf.zerosLike(mean), { atol: 1e-5 })
      expect(variance).toBeAllclose(tf.onesLike(variance), { atol: 1e-4 })
    }
  })
})

it('GroupNormalization with one group is LayerNormalization over all axes', () => {
  const group = GroupNormalization({ groups: 1, center: false, scale: false })
  const layer = LayerNormalization({ axis: [1, 2, 3], center: false, scale: false })
  expect(group(x)).toBeAllclose(layer(x), { atol: 1e-5 })
})

it('UnitNormalization brings vectors to length 1, and leaves 0 at 0', () => {
  const y = UnitNormalization()(
    tf.tensor2d([
      [3, -4],
      [0, 0],
    ]),
  )
  expect(y).toBeAllclose([
    [0.6, -0.8],
    [0, 0],
  ])
})

it('train without leaks', async () => {
  await expectNoLeak(async () => {
    const model = new Sequential([
      Input({ shape: [4, 6] }),
      LayerNormalization(),
      GroupNormalization({ groups: 3 }),
      RMSNormalization({ axis: [1, 2] }),
      Dense(1),
    ])
    model.compile({ optimizer: 'adam', loss: 'mse' })
    const [a, b] = [tf.randomNormal([8, 4, 6]), tf.randomNormal([8, 4, 1])]
    const { history } = await model.fit(a, b, { epochs: 3, verbose: 0 })
    expect(history.loss!.at(-1)).toBeLessThan(history.loss![0]!)
    model.dispose()
    tf.dispose([a, b])
  })
})

describe('errors', () => {
  it('of axes', () => {
    expect(() => LayerNormalization({ axis: 5 })(x)).toThrow(/axis 5 to exist/)
    expect(() => LayerNormalization({ axis: 1 })(Input({ shape: [null, 3] }))).toThrow(
      /axis 1 .*fixed extent/,
    )
    expect(() => LayerNormalization({ axis: 'last' as never })).toThrow(/axis must be an integer/)
    expect(() => UnitNormalization(7)(x)).toThrow(/axis 7 to exist/)
  })

  it('of groups', () => {
    expect(() => GroupNormalization({ groups: 0 })).toThrow(/groups must be a positive integer or -1/)
    expect(() => GroupNormalization({ groups: 4 })(x)).toThrow(/cannot divide 6 channels into 4/)
  })
})
