// The text of docs/ENGINES.md, from what the code says. `npx vitest run --project wasm tests/docs/engines.test.ts -u`
// writes it.

/** What each file of tests/engine/operators compares with plain loops, value and gradient. */
export const tested = {
  'convolution.test.ts': ['conv2d, fused with bias and activation'],
  'winograd.test.ts': ['conv2d of 3x3 and 5x5, fused with bias, relu and max pooling'],
  'depthwise.test.ts': ['depthwiseConv2d, fused with bias and activation'],
  'other-convolutions.test.ts': ['conv1d', 'conv2dTranspose', 'conv3d', 'depthwiseConv2d', 'separableConv2d'],
  'volume.test.ts': ['conv3d', 'convTranspose over two and three axes', 'maxPool3d, avgPool3d'],
  'pooling.test.ts': ['maxPool', 'avgPool'],
  'resize.test.ts': ['resizeBilinear', 'resizeNearestNeighbor', 'resize', 'repeat', 'adaptiveMean'],
  'matmul.test.ts': ['matMul, fused with bias and activation'],
  'einsum.test.ts': ['einsum'],
  'kinks.test.ts': [
    'acos',
    'acosh',
    'asin',
    'atanh',
    'divNoNan',
    'isFinite',
    'isInf',
    'isNaN',
    'logSumExp',
    'norm',
    'prod',
    'argMax',
    'where',
  ],
  'not-a-number-gradients.test.ts': ['conv2d', 'relu'],
  'not-a-number.test.ts': [
    'prelu',
    'dot',
    'maxPool',
    'maxPool3d',
    'notEqual',
    'matMul',
    'conv2d',
    'depthwiseConv2d',
  ],
  'gather.test.ts': ['gather', 'unsortedSegmentSum'],
  'axis.test.ts': [
    ...['softmax', 'logSoftmax', 'cumsum', 'cumprod', 'max', 'min', 'moments', 'topk'],
    ...['scatterND', 'gatherND', 'transform'],
  ],
  'transform.test.ts': ['transform'],
  'reduction.test.ts': ['sum', 'mean', 'prod', 'max', 'min', 'argMax', 'argMin', 'any', 'all', 'batchNorm'],
  'movement.test.ts': [
    ...['transpose', 'slice', 'stridedSlice', 'pad', 'mirrorPad', 'concat', 'stack', 'unstack', 'split'],
    ...['tile', 'reverse', 'expandDims', 'depthToSpace'],
  ],
  'empty.test.ts': [
    ...['sum', 'prod', 'max', 'min', 'mean', 'all', 'any', 'reshape of tensors without values'],
  ],
  'integers.test.ts': [
    ...['neg', 'abs', 'square', 'relu', 'relu6', 'round', 'sign', 'add', 'sub', 'mul', 'maximum', 'minimum'],
    ...['squaredDifference', 'floorDiv', 'mod', 'pow', 'sum', 'max', 'min', 'prod'],
  ],
  'elementwise.test.ts': [
    ...[
      'abs',
      'atan',
      'ceil',
      'clipByValue',
      'cos',
      'cosh',
      'elu',
      'erf',
      'exp',
      'expm1',
      'floor',
      'leakyRelu',
    ],
    ...[
      'log',
      'log1p',
      'logSigmoid',
      'neg',
      'reciprocal',
      'relu',
      'relu6',
      'rsqrt',
      'selu',
      'sigmoid',
      'sign',
    ],
    ...['sin', 'sinh', 'softplus', 'sqrt', 'square', 'step', 'tanh', 'add', 'sub', 'mul', 'div', 'maximum'],
    ...['minimum', 'pow', 'atan2', 'squaredDifference', 'mod', 'floorDiv'],
    ...['equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual'],
    ...['logicalAnd', 'logicalOr', 'logicalXor', 'where'],
  ],
}

/** Breaks words at 120 characters. */
function paragraph(words) {
  const lines = ['']
  for (const word of words) {
    if (lines.at(-1).length + word.length > 118) lines.push('')
    lines.push(`${lines.pop()}${lines.at(-1) === '' ? '' : ' '}${word}`.trimStart())
  }
  return lines.join('\n')
}

const list = (names) => paragraph(names.map((name, i) => (i < names.length - 1 ? `${name},` : name)))

/**
 * @param own kernels of the wasm engine that are Keratin's
 * @param repeating kernels that ship with TensorFlow.js, whose operands Keratin repeats where they are broadcast
 * @param forwarded kernels of the wasm engine that go through the cpu engine
 */
export function enginesText({ own, repeating, forwarded }) {
  const files = Object.entries(tested).map(([file, operators]) => `| \`${file}\` | ${operators.join(', ')} |`)
  return `# Engines

Where numbers are computed: \`wasm\` (embedded; the usual one), \`tensorflow\` (native, if @tensorflow/tfjs-node is
installed) or \`cpu\` (plain JavaScript, the last resort, which says so on stderr). \`auto\` takes the first of them that
loads. \`KERATIN_ENGINE\` or \`setEngine\` chooses, \`engineInfo()\` describes.

## Operators of the wasm engine

Kernels of Keratin's own, in WebAssembly with SIMD, most of them shared out among threads; any number of threads gives
the same bits:

${list(own)}

Kernels that ship with TensorFlow.js, for operands of one shape: operands that are broadcast are repeated by a kernel of
Keratin's own first, since their own broadcasting is slow (Add, Multiply, SquaredDifference and Sub: of integers):

${list(repeating)}

Kernels that go through the cpu engine, right but slow (\`engineInfo().forwardedKernels\`): complex numbers, ragged
tensors, morphological dilation, drawing on a canvas, regular expressions, and some that give wrong numbers for some
shapes. No layer of Keratin uses them:

${list(forwarded)}

All others are those that ship with TensorFlow.js. They are given only tensors of the types that they compute with
rightly (\`src/engine/wasm/natives.ts\`); those of other types, complex numbers and tensors without values go through the
cpu engine. TensorFlow.js would read the bytes of one type as another, and write four bytes for each truth value.

## No kernel leaves its tensors

Every call of a kernel passes one place, before it runs (\`src/engine/wasm/register.ts\`):

- Shapes, indices, paddings and sizes that would make it read or write outside of its tensors are refused with a
  \`KeratinError\` that names the operator, what it expects and what it was given (\`src/engine/wasm/checks\`).
- Reductions of tensors without values give TensorFlow's: a sum is 0, a product 1, the largest of no floats -Infinity, the
  smallest Infinity, a mean NaN, \`all\` true, \`any\` false; \`argMax\` of an empty axis is refused. So does the cpu engine.
- The maximum of a window with NaN is NaN, on every engine: \`MaxPooling1D\`, \`2D\` and \`3D\`, also within a convolution. So it
  is in Keras on JAX. Keras on TensorFlow passes over NaN in windows of two axes (the maximum of nothing else is then the
  smallest float), and in windows of three it depends on where NaN lies. The gradient of such a window goes to one or more
  of its pixels, and to which differs between engines: its loss is NaN already.
- Integers are exact: what overflows 32 bits is taken modulo 2^32, and division by zero is refused.

\`tests/engine/wasm\` tries every kernel with every type twice, with other bytes in all memory that is not its own: the
results must be the same, and those bytes as they were. \`npm run test:tfjs\` (after \`npm run build\`) runs the tests that
TensorFlow.js ships of its operators, and looks at the borders of all blocks of memory after each;
\`scripts/tools/tfjs-tests/known-failures.mjs\` names those that fail, with the reason.

## Operators tested

\`tests/engine/operators\` compares operators with plain loops in double precision, values and gradients, over random
shapes, strides, paddings, dilations, axes and types. The judge is never another engine.

| file | operators |
| --- | --- |
${files.join('\n')}
`
}
