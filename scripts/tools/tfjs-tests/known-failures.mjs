// Tests of TensorFlow.js that fail on the embedded engine, with the reason.

const sharedAmong = [
  '1D, ties',
  'ties, 2D, axes=-1, keepDims=false',
  'ties, 3D, axes=[1, 2], keepDims=false',
].concat(['ties, 4D, axes=[1, 2, 3], keepDims=false', 'ties, 4D, axes=[2, 3], keepDims=true'])

const reasons = {
  'the gradient is shared among equal extrema, as in Keras; TensorFlow.js gives each of them the whole': [
    'max',
    'min',
  ].flatMap((name) => sharedAmong.map((test) => `${name} ${name} gradient: ${test}`)),
  'the engine has the gradient of dilated depthwise convolutions, which TensorFlow.js refuses': [
    'depthwiseConv2d gradients throws error on dilations > 1',
  ],
  'comparisons and other steps have zero gradients, as in TensorFlow, where TensorFlow.js throws': [
    'gradients errors if relevant ops are missing grads',
  ],
  'the engine multiplies any number of operands, where TensorFlow.js refuses more than two': [
    'einsum more than two input tensors throws error',
  ],
  'the engine takes the trace of a matrix, as Keras does, where TensorFlow.js refuses': [
    'einsum 2d matrix calculate trace: duplicate axes not implemented yet',
  ],
  'means divide by the pixels inside the image, and so does their gradient; that of TensorFlow.js by all': [
    'avgPool gradient x=[3,3,1] f=[3,3] s=1 p=explicit',
  ],
  'the output shape of the test does not fit its input: refused, as TensorFlow does': [
    'conv2dTranspose input=8x8x8,output=4x4x8,f=8,s=1,inDepth=8,p=same vec4',
  ],
  'NaN is not lost: the largest of numbers among which is NaN is NaN, as of every other maximum in Keras; TensorFlow.js passes it over, and so do some kernels of TensorFlow, which make -3.4e38 of NaN alone':
    [
      'maxPool [x=[3,3,1] f=[2,2] s=1 ignores NaNs',
      'maxPool3d x=[1,3,3,3,1] f=[2,2,2] s=1 p=valid, ignores NaNs',
    ],
  'the sign of NaN is NaN, as in TensorFlow; in TensorFlow.js it is 0': [
    'sign basic',
    'sign does not propagate NaNs',
    'sign accepts a tensor-like object',
  ],
  'the slope of selu at 0 is the one above 0, as in TensorFlow; in TensorFlow.js the one below': [
    'selu gradients: Tensor1D',
    'selu gradients: Tensor2D',
  ],
  'windows of one pixel with steps and padding: TensorFlow.js gives the input back, without moving any window; TensorFlow refuses padding as wide as the window':
    [
      'pool max x=[2,2,3] f=[1,1] s=2 p=1 fractional outputs default rounding',
      'pool avg x=[2,2,3] f=[1,1] s=2 p=1 fractional outputs default rounding',
    ],
}

/** The reason by the name of the test. */
export const knownFailures = new Map(
  Object.entries(reasons).flatMap(([reason, tests]) => tests.map((test) => [test, reason])),
)
