import {
  Conv1D,
  Conv2D,
  Conv2DTranspose,
  Conv3D,
  Conv3DTranspose,
  DepthwiseConv2D,
  Input,
  KeratinError,
  type Layer,
  SeparableConv2D,
  tf,
} from 'keratin'
import { describe, expect, it } from 'vitest'

/** Makes the layers alike: the same numbers in all their weights. */
function withSameWeights(layers: readonly Layer[], shape: number[]): void {
  for (const layer of layers) {
    layer.ensureBuilt(layer === layers[0] ? shape : [shape[0]!, shape.at(-1)!, ...shape.slice(1, -1)])
    tf.tidy(() => {
      layer.setWeights(layer.weights.map((v, i) => tf.randomNormal([...v.shape], 0, 0.5, 'float32', i + 1)))
    })
  }
}

describe('convolutions', () => {
  it.each([
    ['Conv1D', Conv1D, [2, 7, 4]],
    ['Conv2D', Conv2D, [2, 6, 5, 4]],
    ['Conv3D', Conv3D, [1, 4, 5, 4, 4]],
    ['Conv2DTranspose', Conv2DTranspose, [1, 4, 5, 4]],
    ['Conv3DTranspose', Conv3DTranspose, [1, 3, 2, 3, 4]],
    ['SeparableConv2D', SeparableConv2D, [2, 6, 5, 4]],
  ] as const)('%s computes with channels first what it computes with channels last', (_, make, extents) => {
    const shape = [...extents]
    const options = { filters: 6, kernelSize: 2, padding: 'same', activation: 'relu' } as const
    const last = new (make as typeof Conv2D)(options)
    const first = new (make as typeof Conv2D)({ ...options, dataFormat: 'channels_first' })
    withSameWeights([last, first], shape)
    tf.tidy(() => {
      const x = tf.randomNormal(shape, 0, 1, 'float32', 9)
      const axes = shape.map((_, i) => i)
      const turned = tf.transpose(x, [0, shape.length - 1, ...axes.slice(1, -1)])
      const expected = tf.transpose(last(x), [0, shape.length - 1, ...axes.slice(1, -1)])
      expect(first(turned)).toBeAllclose(expected)
      expect(first.computeOutputShape(turned.shape)).toEqual(expected.shape)
    })
  })

  it('knows its output shape where extents are open', () => {
    expect(
      Conv2DTranspose(8, 3, { strides: 2, padding: 'same' })(Input({ shape: [null, 7, 4] })).shape,
    ).toEqual([null, null, 14, 8])
    expect(DepthwiseConv2D(3, { depthMultiplier: 2 })(Input({ shape: [null, 7, 4] })).shape).toEqual([
      null,
      null,
      5,
      8,
    ])
  })

  it.each([
    ['a window that does not fit', () => Conv3D(2, 5)(Input({ shape: [4, 8, 8, 1] })), /does not fit/],
    ['an input with other axes', () => Conv3D(2, 3)(Input({ shape: [8, 8, 1] })), /5 axes/],
    ['open channels', () => SeparableConv2D(2, 3)(Input({ shape: [8, 8, null] })), /number of channels/],
    ['no filters', () => Conv2DTranspose({ filters: 0, kernelSize: 3 }), /filters/],
    ['no multiplier', () => DepthwiseConv2D(3, { depthMultiplier: 0 }), /depthMultiplier/],
    [
      'too much output padding',
      () => Conv2DTranspose(2, 3, { strides: 2, outputPadding: 2 }),
      /outputPadding/,
    ],
    [
      'output padding that no convolution leaves',
      () =>
        Conv2DTranspose(2, 2, { strides: 2, padding: 'same', outputPadding: 0 })(Input({ shape: [4, 4, 1] })),
      /outputPadding/,
    ],
    ['strides with dilation', () => Conv3DTranspose(2, 3, { strides: 2, dilationRate: 2 }), /dilationRate/],
    ['causal images', () => Conv2D(2, 3, { padding: 'causal' }), /padding/],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(KeratinError)
    expect(make).toThrow(message)
  })

  it('leaves no tensors behind', () => {
    const layer = new SeparableConv2D(4, 3, { activation: 'relu' })
    layer.ensureBuilt([2, 6, 6, 3])
    const x = tf.ones([2, 6, 6, 3])
    layer(x).dispose()
    const before = tf.memory().numTensors
    layer(x).dispose()
    expect(tf.memory().numTensors).toBe(before)
    x.dispose()
    layer.dispose()
  })
})
