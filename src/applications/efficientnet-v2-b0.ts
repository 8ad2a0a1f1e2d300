import type { SymbolicTensor } from '../graph/symbolic.js'
import { Constant } from '../initializers/index.js'
import {
  Activation,
  add,
  BatchNormalization,
  Conv2D,
  Dense,
  DepthwiseConv2D,
  Dropout,
  GlobalAveragePooling2D,
  Normalization,
  Rescaling,
} from '../layers/index.js'
import type { Model } from '../model/index.js'
import { checkedOptions } from '../support/options.js'
import { type Architecture, application, pooledByName } from './application.js'
import { channelsOf, classifierOfEfficientNet, kernelsOfEfficientNet } from './blocks.js'
import { inputShapeOf } from './input-shape.js'
import type { PreprocessingOptions } from './options.js'
import { storage } from './published-weights.js'
import { squeezeExcite } from './squeeze-excite.js'

/** Stages: how many blocks, channels, how many times as many in between, stride of the first, whether fused. */
const stages = [
  [1, 16, 1, 1, true],
  [2, 32, 4, 2, true],
  [2, 48, 4, 2, true],
  [3, 96, 4, 2, false],
  [5, 112, 6, 1, false],
  [8, 192, 6, 2, false],
] as const
const count = stages.reduce((sum, [repeats]) => sum + repeats, 0)
/** The share of whole samples that the last block drops beside its shortcut; the first drops none. */
const dropRate = 0.2

const convolution = (filters: number, size: number, strides: number, name: string) =>
  Conv2D(filters, size, {
    strides,
    padding: 'same',
    useBias: false,
    kernelInitializer: kernelsOfEfficientNet(),
    name,
  })
const normalized = (name: string) => BatchNormalization({ momentum: 0.9, name })
const swish = (name: string) => Activation('swish', { name })

interface Block {
  filters: number
  expansion: number
  strides: number
  drop: number
  /** What the names of its layers begin with. */
  prefix: string
}

/** One convolution for widening and filtering, or for all where it does not widen. */
function fusedBlock(inputs: SymbolicTensor, settings: Block): SymbolicTensor {
  const { filters, expansion, strides, prefix } = settings
  let x = inputs
  if (expansion === 1) {
    x = normalized(`${prefix}project_bn`)(convolution(filters, 3, strides, `${prefix}project_conv`)(x))
    x = swish(`${prefix}project_activation`)(x)
  } else {
    x = convolution(channelsOf(inputs) * expansion, 3, strides, `${prefix}expand_conv`)(x)
    x = swish(`${prefix}expand_activation`)(normalized(`${prefix}expand_bn`)(x))
    x = normalized(`${prefix}project_bn`)(convolution(filters, 1, 1, `${prefix}project_conv`)(x))
  }
  return withShortcut(x, inputs, settings)
}

/** Widens, filters each channel, weighs the channels, and narrows. */
function block(inputs: SymbolicTensor, settings: Block): SymbolicTensor {
  const { filters, expansion, strides, prefix } = settings
  const channels = channelsOf(inputs)
  let x: SymbolicTensor = convolution(channels * expansion, 1, 1, `${prefix}expand_conv`)(inputs)
  x = swish(`${prefix}expand_activation`)(normalized(`${prefix}expand_bn`)(x))
  x = DepthwiseConv2D(3, {
    strides,
    depthwiseInitializer: kernelsOfEfficientNet(),
    padding: 'same',
    useBias: false,
    name: `${prefix}dwconv2`,
  })(x)
  x = swish(`${prefix}activation`)(normalized(`${prefix}bn`)(x))
  x = squeezeExcite(x, Math.max(1, Math.trunc(channels * 0.25)), prefix)
  x = normalized(`${prefix}project_bn`)(convolution(filters, 1, 1, `${prefix}project_conv`)(x))
  return withShortcut(x, inputs, settings)
}

function withShortcut(x: SymbolicTensor, inputs: SymbolicTensor, { filters, strides, drop, prefix }: Block) {
  if (strides !== 1 || channelsOf(inputs) !== filters) return x
  const kept = drop > 0 ? Dropout(drop, { noiseShape: [null, 1, 1, 1], name: `${prefix}drop` })(x) : x
  return add([kept, inputs], { name: `${prefix}add` })
}

/** From pixels of 0 to 255 to what the network was trained with. */
function preprocessed(images: SymbolicTensor, channels: number | null | undefined): SymbolicTensor {
  if (channels !== 3) return Rescaling(1 / 128, -1)(images)
  const mean = [0.485, 0.456, 0.406]
  const variance = [0.229 ** 2, 0.224 ** 2, 0.225 ** 2]
  return Normalization({ mean, variance, axis: 3 })(Rescaling(1 / 255)(images))
}

const architecture: Architecture<PreprocessingOptions> = {
  where: 'EfficientNetV2B0',

  inputShape: (settings) =>
    inputShapeOf('EfficientNetV2B0', settings, { usual: 224, least: 32 }, settings.includeTop),

  features(images, { includePreprocessing = true }, shape) {
    let x = includePreprocessing ? preprocessed(images, shape[2]) : images
    x = swish('stem_activation')(normalized('stem_bn')(convolution(32, 3, 2, 'stem_conv')(x)))
    let done = 0
    stages.forEach(([repeats, filters, expansion, strides, fused], stage) => {
      for (let i = 0; i < repeats; i++) {
        const prefix = `block${stage + 1}${'abcdefgh'[i]}_`
        const drop = (dropRate * done++) / count
        const settings = { filters, expansion, strides: i === 0 ? strides : 1, drop, prefix }
        x = fused ? fusedBlock(x, settings) : block(x, settings)
      }
    })
    return swish('top_activation')(normalized('top_bn')(convolution(1280, 1, 1, 'top_conv')(x)))
  },

  classifier(map, { classes, classifierActivation: activation }) {
    let x: SymbolicTensor = GlobalAveragePooling2D({ name: 'avg_pool' })(map)
    x = Dropout(0.2, { name: 'top_dropout' })(x)
    const kernelInitializer = classifierOfEfficientNet()
    const biasInitializer = new Constant({ value: 0 })
    return Dense(classes, { activation, kernelInitializer, biasInitializer, name: 'predictions' })(x)
  },

  pooled: pooledByName,
  name: () => 'efficientnetv2-b0',
  published: ({ includeTop }) => ({
    url: `${storage}/efficientnet_v2/efficientnetv2-b0${includeTop ? '' : '_notop'}.h5`,
    hash: includeTop ? '21ecbf6da12460d5c40bb2f29ceb2188' : '893217f2bb855e2983157299931e43ff',
  }),
}

/**
 * EfficientNetV2B0 (M. Tan, Q. Le, 2021): as EfficientNetB0, with whole convolutions in the first stages, which train
 * faster.
 *
 * Pixels go in as they are, from 0 to 255, unless `includePreprocessing` is false: then normalized by the means and
 * variances of ImageNet.
 *
 * @param options.includePreprocessing whether pixels of 0 to 255 are normalized inside. Default true
 * @param options.includeTop whether the classifier is there. Default true
 * @param options.weights `imagenet` (default, downloaded once), a file of weights, or null for random ones
 * @param options.inputShape default `[224, 224, 3]`, or any size without the classifier; at least 32
 * @param options.inputTensor, pooling, classes, classifierActivation, name as for `MobileNetV2`
 * @returns a model that is not compiled
 *
 * Input shape: `[batch, height, width, 3]`. Output shape: `[batch, classes]`; without the classifier
 * `[batch, height / 32, width / 32, 1280]`, or `[batch, 1280]` with pooling.
 *
 * @throws KeratinError `ARGUMENT`, `UNKNOWN_NAME`; `DOWNLOAD` if the weights cannot be had
 * @example const model = await EfficientNetV2B0({ weights: null, inputShape: [32, 32, 3], classes: 10 })
 * @see https://keras.io/api/applications/efficientnet_v2/
 */
export async function EfficientNetV2B0(options?: PreprocessingOptions): Promise<Model> {
  return application(architecture, checkedOptions('EfficientNetV2B0', options))
}
