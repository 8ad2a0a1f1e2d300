import { describe, expect, it } from 'vitest'
import {
  convnext,
  densenet,
  efficientnet,
  efficientnetV2,
  imagenetUtils,
  mobilenetV2,
  mobilenetV3,
  resnet,
  xception,
} from '../../src/applications/index.js'
import { Conv2D, Input, Model, tf } from '../../src/index.js'
import { golden } from './formula.js'

const { input } = golden.preprocessed
const expected = Object.fromEntries(
  Object.entries(golden.preprocessed).map(([key, values]) => [key, Float32Array.from(values)]),
) as Record<keyof typeof golden.preprocessed, Float32Array>
const shape = [2, 2, 3, 3]

describe('preprocessInput', () => {
  it.each(['caffe', 'tf', 'torch'] as const)('%s gives the numbers of Keras', (mode) => {
    const x = tf.tensor(input, shape)
    const y = imagenetUtils.preprocessInput(x, { mode })
    expect(y).toBeAllclose(expected[mode], { atol: 1e-4 })
    expect(x.isDisposed).toBe(false)
  })

  it.each([
    ['caffe', 'caffeFirst'],
    ['torch', 'torchFirst'],
  ] as const)('%s takes channels first', (mode, key) => {
    const x = tf.transpose(tf.tensor(input, shape), [0, 3, 1, 2])
    const y = imagenetUtils.preprocessInput(x, { mode, dataFormat: 'channels_first' })
    expect(y).toBeAllclose(expected[key], { atol: 1e-4 })
  })

  it('each network has its own', () => {
    const x = tf.tensor(input, shape)
    for (const { preprocessInput } of [mobilenetV2, xception])
      expect(preprocessInput(x)).toBeAllclose(expected.tf, { atol: 1e-4 })
    expect(resnet.preprocessInput(x)).toBeAllclose(expected.caffe, { atol: 1e-4 })
    expect(densenet.preprocessInput(x)).toBeAllclose(expected.torch, { atol: 1e-4 })
    for (const { preprocessInput } of [mobilenetV3, efficientnet, efficientnetV2, convnext])
      expect(preprocessInput(x)).toBe(x)
  })

  it('takes integers, lists and one image', () => {
    const bytes = tf.tensor([0, 255, 51], [1, 1, 3], 'int32')
    expect(mobilenetV2.preprocessInput(bytes)).toBeAllclose(Float32Array.of(-1, 1, -0.6), { atol: 1e-6 })
    expect(mobilenetV2.preprocessInput([[[0, 255, 51]]])).toBeAllclose(Float32Array.of(-1, 1, -0.6), {
      atol: 1e-6,
    })
  })

  it('is a part of a model, on symbolic tensors', () => {
    const images = Input({ shape: [2, 3, 3] })
    const x = resnet.preprocessInput(images)
    const y = Conv2D(3, 1, { kernelInitializer: 'identity', useBias: false })(x)
    const model = new Model(images, y)
    expect(x.shape).toEqual([null, 2, 3, 3])
    expect(new Model(images, x)(tf.tensor(input, shape)) as tf.Tensor).toBeAllclose(expected.caffe, {
      atol: 1e-4,
    })
    model.dispose()
  })

  it('refuses other channels, modes and orders', () => {
    const grey = tf.zeros([1, 4, 4, 1])
    expect(() => resnet.preprocessInput(grey)).toThrow(
      'resnet.preprocessInput takes images with 3 channels. Received: shape [1, 4, 4, 1].',
    )
    expect(() => imagenetUtils.preprocessInput(grey, { mode: 'torchy' as 'torch' })).toThrow(
      "mode must be 'caffe', 'tf' or 'torch'",
    )
    expect(() => densenet.preprocessInput(grey, { dataFormat: 'first' as 'channels_first' })).toThrow(
      "dataFormat must be 'channels_last' or 'channels_first'",
    )
  })
})
