import type { KernelCase } from './kernel-case.js'

const image = [2, 6, 7, 3]
const windows = { filterSize: [2, 2], strides: [2, 1], pad: 'same', dimRoundingMode: undefined }
const volumes = { filterSize: [2, 2, 2], strides: [1, 2, 1], pad: 'same', dataFormat: 'NDHWC' }

/** How kernels that move windows over images and volumes are called. */
export const windowCases: Record<string, KernelCase[]> = {
  AvgPool: [{ inputs: { x: image }, attrs: windows }],
  MaxPool: [{ inputs: { x: image }, attrs: windows }],
  MaxPoolWithArgmax: [
    { inputs: { x: image }, attrs: { ...windows, strides: [2, 2], pad: 'valid', includeBatchInIndex: true } },
  ],
  AvgPoolGrad: [{ inputs: { dy: [2, 3, 7, 3], input: image }, attrs: windows, unjudged: true }],
  MaxPoolGrad: [
    { inputs: { dy: [2, 3, 7, 3], input: image, output: [2, 3, 7, 3] }, attrs: windows, unjudged: true },
  ],
  AvgPool3D: [{ inputs: { x: [1, 4, 6, 5, 2] }, attrs: volumes }],
  MaxPool3D: [{ inputs: { x: [1, 4, 6, 5, 2] }, attrs: volumes }],
  AvgPool3DGrad: [
    { inputs: { dy: [1, 4, 3, 5, 2], input: [1, 4, 6, 5, 2] }, attrs: volumes, unjudged: true },
  ],
  MaxPool3DGrad: [
    {
      inputs: { dy: [1, 4, 3, 5, 2], input: [1, 4, 6, 5, 2], output: [1, 4, 3, 5, 2] },
      attrs: volumes,
      unjudged: true,
    },
  ],
  Conv2D: [
    {
      inputs: { x: image, filter: [3, 2, 3, 5] },
      attrs: { strides: [1, 2], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1] },
    },
  ],
  Conv2DBackpropInput: [
    {
      inputs: { dy: [2, 6, 4, 5], filter: [3, 2, 3, 5] },
      attrs: { strides: [1, 2], pad: 'same', dataFormat: 'NHWC', inputShape: image },
    },
  ],
  Conv2DBackpropFilter: [
    {
      inputs: { x: image, dy: [2, 6, 4, 5] },
      attrs: { strides: [1, 2], pad: 'same', dataFormat: 'NHWC', filterShape: [3, 2, 3, 5] },
    },
  ],
  FusedConv2D: [
    {
      inputs: { x: image, filter: [3, 2, 3, 5], bias: [5] },
      attrs: { strides: [1, 2], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1], activation: 'relu' },
    },
  ],
  Conv3D: [
    {
      inputs: { x: [1, 4, 6, 5, 2], filter: [2, 2, 2, 2, 3] },
      attrs: { strides: [1, 1, 1], pad: 'same', dataFormat: 'NDHWC', dilations: [1, 1, 1] },
    },
  ],
  Conv3DBackpropFilterV2: [
    {
      inputs: { x: [1, 4, 6, 5, 2], dy: [1, 4, 6, 5, 3] },
      attrs: { strides: [1, 1, 1], pad: 'same', filterShape: [2, 2, 2, 2, 3] },
    },
  ],
  Conv3DBackpropInputV2: [
    {
      inputs: { dy: [1, 4, 6, 5, 3], filter: [2, 2, 2, 2, 3] },
      attrs: { strides: [1, 1, 1], pad: 'same', inputShape: [1, 4, 6, 5, 2] },
    },
  ],
  DepthwiseConv2dNative: [
    {
      inputs: { x: image, filter: [3, 3, 3, 2] },
      attrs: { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1] },
    },
  ],
  DepthwiseConv2dNativeBackpropInput: [
    {
      inputs: { dy: [2, 6, 7, 6], filter: [3, 3, 3, 2] },
      attrs: { strides: [1, 1], pad: 'same', dilations: [1, 1], inputShape: image },
    },
  ],
  DepthwiseConv2dNativeBackpropFilter: [
    {
      inputs: { x: image, dy: [2, 6, 7, 6] },
      attrs: { strides: [1, 1], pad: 'same', dilations: [1, 1], filterShape: [3, 3, 3, 2] },
    },
  ],
  FusedDepthwiseConv2D: [
    {
      inputs: { x: image, filter: [3, 3, 3, 2], bias: [6] },
      attrs: { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1], activation: 'relu' },
    },
  ],
  Dilation2D: [
    { inputs: { x: image, filter: [2, 2, 3] }, attrs: { strides: [1, 1], pad: 'same', dilations: [1, 1] } },
  ],
  Dilation2DBackpropInput: [
    {
      inputs: { x: image, filter: [2, 2, 3], dy: image },
      attrs: { strides: [1, 1], pad: 'same', dilations: [1, 1] },
    },
  ],
  Dilation2DBackpropFilter: [
    {
      inputs: { x: image, filter: [2, 2, 3], dy: image },
      attrs: { strides: [1, 1], pad: 'same', dilations: [1, 1] },
    },
  ],
}
