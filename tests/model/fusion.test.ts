import { describe, expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { hasNativeKernels } from '../../src/engine/ops/native.js'
import { Conv2D, Flatten, Input, MaxPooling2D } from '../../src/layers/index.js'
import { Model } from '../../src/model/index.js'

const image = () => Input({ shape: [10, 9, 8] })
const batch = () => tf.randomNormal([3, 10, 9, 8], 0, 1, 'float32', 5)
const kernels = async (f: () => unknown) => (await tf.profile(f as () => tf.Tensor)).kernelNames
const run = (model: Model, x: tf.Tensor) => [model(x)].flat() as tf.Tensor[]

/** Whether a model computes pooling within the convolution. */
const fuses = async (model: Model, x: tf.Tensor) =>
  (await kernels(() => run(model, x)[0])).includes('KeratinConv2DMaxPool')

describe('a convolution and the pooling behind it', () => {
  it.each(['linear', 'relu'])('are one kernel, with the numbers of two (%s)', async (activation) => {
    const x = batch()
    const input = image()
    const conv = Conv2D(16, 3, { activation, biasInitializer: 'random_normal' })
    const convolved = conv(input)
    const pooled = MaxPooling2D()(convolved)
    const model = new Model({ inputs: input, outputs: pooled })
    const both = new Model({ inputs: input, outputs: [convolved, pooled] })
    if (hasNativeKernels()) expect(await fuses(model, x)).toBe(true)
    expect(await fuses(both, x)).toBe(false)
    expect(run(model, x)[0]!).toBeAllclose(run(both, x)[1]!.dataSync(), { atol: 1e-5 })
    const weights = conv.trainableWeights.map((v) => v.read() as tf.Tensor)
    const gradients = (m: Model, i: number) =>
      tf.engine().gradients(() => tf.sum(tf.square(run(m, x)[i]!)), weights).grads
    const apart = gradients(both, 1)
    gradients(model, 0).forEach((g, i) => {
      expect(g).toBeAllclose(apart[i]!.dataSync(), { atol: 1e-3, rtol: 1e-4 })
    })
  })

  it('stay two where something else needs what is between them', async () => {
    const x = batch()
    const input = image()
    const convolved = Conv2D(8, 3)(input)
    const outputs = [MaxPooling2D()(convolved), Flatten()(convolved)]
    expect(await fuses(new Model({ inputs: input, outputs }), x)).toBe(false)
  })

  it.each([
    ['another window', Conv2D(8, 3), MaxPooling2D(3)],
    ['padding', Conv2D(8, 3), MaxPooling2D(2, { padding: 'same' })],
    ['another activation', Conv2D(8, 3, { activation: 'tanh' }), MaxPooling2D()],
    ['groups', Conv2D(8, 3, { groups: 2 }), MaxPooling2D()],
    ['a penalty on the output', Conv2D(8, 3, { activityRegularizer: 'l2' }), MaxPooling2D()],
  ])('stay two with %s', async (_, conv, pool) => {
    const input = image()
    expect(await fuses(new Model({ inputs: input, outputs: pool(conv(input)) }), batch())).toBe(false)
  })

  it('fuses only the calls of a shared layer that pooling follows', async () => {
    const x = batch()
    const [a, b] = [image(), image()]
    const conv = Conv2D(8, 3, { padding: 'same' })
    const model = new Model({ inputs: [a, b], outputs: [MaxPooling2D()(conv(a)), conv(b)] })
    const [pooled, plain] = model([x, x]) as unknown as tf.Tensor[]
    expect(pooled!).toBeAllclose(tf.maxPool(plain as tf.Tensor4D, 2, 2, 'valid').dataSync(), { atol: 1e-5 })
  })
})
