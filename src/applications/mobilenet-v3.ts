import type { SymbolicTensor } from '../graph/symbolic.js'
import {
  Activation,
  Add,
  BatchNormalization,
  Conv2D,
  DepthwiseConv2D,
  Dropout,
  Flatten,
  GlobalAveragePooling2D,
  Multiply,
  ReLU,
  Rescaling,
  type Shape,
  ZeroPadding2D,
} from '../layers/index.js'
import { add, multiply } from '../ops/index.js'
import { argumentError } from '../support/errors.js'
import { warn } from '../support/warn.js'
import { type Architecture, pooledByName } from './application.js'
import { channelsOf, divisible, evenPadding, type Part } from './blocks.js'
import { checkLeast } from './input-shape.js'
import type { PreprocessingOptions, Settings } from './options.js'
import { type PublishedWeights, storage } from './published-weights.js'

export interface MobileNetV3Options extends PreprocessingOptions {
  /** The width: how many times the channels of the article. Default 1. */
  alpha?: number
  /** Whether to do without squeezing, hard swish and kernels of 5. Default false. */
  minimalistic?: boolean
  /** The share of the features before the classifier that is dropped in training. Default 0.2. */
  dropoutRate?: number
}

/** How many times as many channels in between, channels, kernel, stride, whether it squeezes and has hard swish. */
export type MobileNetV3Block = readonly [
  expansion: number,
  filters: number,
  kernelSize: number,
  strides: number,
  squeezes: boolean,
  swish: boolean,
]

/** What makes one of the two networks. */
export interface MobileNetV3Kind {
  where: string
  /** `small` or `large`, as in the names of files. */
  type: string
  blocks: readonly MobileNetV3Block[]
  /** Channels before the classifier. */
  last: number
  /** Keras' hashes of the files with and without classifier. */
  hashes: Readonly<Record<string, readonly [string, string]>>
}

const normalized = (name: string) => BatchNormalization({ epsilon: 1e-3, momentum: 0.999, name })
const relu: Part = (x) => ReLU()(x)
const hardSwish: Part = (x) => Activation('hard_swish')(x)
/** `hard_sigmoid` as Keras spells it here; files hold these operations. */
const hardSigmoid: Part = (x) => multiply(ReLU({ maxValue: 6 })(add(x, 3)), 1 / 6)

/** A weight from 0 to 1 for each channel, by what the whole map shows. */
function squeezed(inputs: SymbolicTensor, channels: number, prefix: string): SymbolicTensor {
  const name = (part: string) => `${prefix}squeeze_excite_${part}`
  let x = GlobalAveragePooling2D({ keepdims: true, name: name('avg_pool') })(inputs) as SymbolicTensor
  x = Conv2D(divisible(channels * 0.25), 1, { padding: 'same', name: name('conv') })(x)
  x = ReLU({ name: name('relu') })(x)
  x = Conv2D(channels, 1, { padding: 'same', name: name('conv_1') })(x)
  return Multiply({ name: name('mul') })([inputs, hardSigmoid(x)])
}

function block(
  inputs: SymbolicTensor,
  [expansion, filters, kernelSize, strides, squeezes]: MobileNetV3Block,
  activation: Part,
  index: number,
): SymbolicTensor {
  const channels = channelsOf(inputs)
  const wide = divisible(channels * expansion)
  const prefix = index === 0 ? 'expanded_conv_' : `expanded_conv_${index}_`
  let x = inputs
  if (index > 0) {
    x = Conv2D(wide, 1, { padding: 'same', useBias: false, name: `${prefix}expand` })(x)
    x = activation(normalized(`${prefix}expand_bn`)(x))
  }
  if (strides === 2) x = ZeroPadding2D(evenPadding(x, kernelSize), { name: `${prefix}depthwise_pad` })(x)
  const padding = strides === 1 ? 'same' : 'valid'
  x = DepthwiseConv2D(kernelSize, { strides, padding, useBias: false, name: `${prefix}depthwise` })(x)
  x = activation(normalized(`${prefix}depthwise_bn`)(x))
  if (squeezes) x = squeezed(x, wide, prefix)
  x = Conv2D(filters, 1, { padding: 'same', useBias: false, name: `${prefix}project` })(x)
  x = normalized(`${prefix}project_bn`)(x)
  return strides === 1 && channels === filters ? Add({ name: `${prefix}add` })([inputs, x]) : x
}

/** The frame of both networks. */
export const mobileNetV3 = (kind: MobileNetV3Kind): Architecture<MobileNetV3Options> => ({
  where: kind.where,

  inputShape({ inputShape, inputTensor }) {
    const shape = inputShape ?? inputTensor?.shape.slice(1) ?? [null, null, 3]
    if (!Array.isArray(shape) || shape.length !== 3) {
      throw argumentError(kind.where, '[height, width, channels]', 'inputShape', shape)
    }
    checkLeast(kind.where, shape, 32)
    return shape
  },

  features(images, { alpha = 1, minimalistic = false, includePreprocessing = true }) {
    const activation = minimalistic ? relu : hardSwish
    let x: SymbolicTensor = includePreprocessing ? Rescaling(1 / 127.5, -1)(images) : images
    x = Conv2D(16, 3, { strides: [2, 2], padding: 'same', useBias: false, name: 'conv' })(x)
    x = activation(normalized('conv_bn')(x))
    kind.blocks.forEach(([expansion, filters, kernel, strides, squeezes, swish], index) => {
      const size = minimalistic ? 3 : kernel
      const own = [
        expansion,
        divisible(filters * alpha),
        size,
        strides,
        squeezes && !minimalistic,
        swish,
      ] as const
      x = block(x, own, swish ? activation : relu, index)
    })
    x = Conv2D(divisible(channelsOf(x) * 6), 1, { padding: 'same', useBias: false, name: 'conv_1' })(x)
    return activation(normalized('conv_1_bn')(x))
  },

  classifier(map, { alpha = 1, minimalistic = false, dropoutRate = 0.2, classes, classifierActivation }) {
    const last = alpha > 1 ? divisible(kind.last * alpha) : kind.last
    let x = GlobalAveragePooling2D({ keepdims: true })(map) as SymbolicTensor
    x = Conv2D(last, 1, { padding: 'same', name: 'conv_2' })(x)
    x = minimalistic ? relu(x) : hardSwish(x)
    if (dropoutRate > 0) x = Dropout(dropoutRate)(x)
    x = Conv2D(classes, 1, { padding: 'same', name: 'logits' })(x)
    return Activation(classifierActivation, { name: 'predictions' })(Flatten()(x))
  },

  pooled: pooledByName,
  name: () => kind.where,
  published: (settings, shape) => published(kind, settings, shape),
})

function published(
  { where, type, hashes }: MobileNetV3Kind,
  { alpha = 1, minimalistic = false, includeTop }: Settings<MobileNetV3Options>,
  [height, width]: Shape,
): PublishedWeights {
  const widths = minimalistic ? [1] : [0.75, 1]
  if (!widths.includes(alpha)) {
    throw argumentError(where, `${widths.join(' or ')} for the weights of ImageNet`, 'alpha', alpha)
  }
  if (height !== 224 || width !== 224) {
    warn(`${where} has weights of ImageNet for squares of 224; they are taken for any size.`)
  }
  const model = `${type}${minimalistic ? '_minimalistic' : ''}_224_${alpha === 1 ? '1.0' : alpha}_float`
  const file = `weights_mobilenet_v3_${model}${includeTop ? '' : '_no_top_v2'}.h5`
  return { url: `${storage}/mobilenet_v3/${file}`, hash: hashes[model]![includeTop ? 0 : 1] }
}
