import { expect, it } from 'vitest'
import { tf, Variable } from '../../../src/engine/index.js'
import { lossAndGradients } from '../../../src/training/steps/gradients.js'
import { expectNoLeak } from '../../harness/leaks.js'

const variable = (value: number) =>
  new Variable({ name: 'v', shape: [1], initial: () => tf.tensor1d([value]) })

const inTidy = (computeLoss: () => tf.Tensor, v: Variable) =>
  tf.tidy(() => {
    lossAndGradients(computeLoss, [v])
  })

it('gives no gradient for what the loss does not depend on', async () => {
  const [used, unused] = [variable(3), variable(5)]
  unused.read()
  used.read()
  await expectNoLeak(() => {
    tf.tidy(() => {
      const { loss, gradients } = lossAndGradients(() => tf.sum(tf.square(used.read())), [used, unused])
      expect(loss).toBeAllclose(9)
      expect(gradients[0]).toBeAllclose([6])
      expect(gradients[1]).toBeUndefined()
    })
    expect(() => inTidy(() => tf.scalar(1), used)).toThrow('does not depend')
  })
  used.dispose()
  unused.dispose()
})

it('leaves nothing behind when the loss cannot be computed', async () => {
  const v = variable(3)
  v.read()
  await expectNoLeak(() => {
    const failing = () => {
      tf.exp(tf.mul(v.read(), 2))
      throw new Error('half-way')
    }
    expect(() => inTidy(failing, v)).toThrow('half-way')
  })
  v.dispose()
})
