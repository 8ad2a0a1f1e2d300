import type { SymbolicTensor } from '../graph/symbolic.js'
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
  ZeroPadding2D,
} from '../layers/index.js'
import type { Model } from '../model/index.js'
import { checkedOptions } from '../support/options.js'
import { type Architecture, application, pooledByName } from './application.js'
import { channelsOf, classifierOfEfficientNet, evenPadding, kernelsOfEfficientNet } from './blocks.js'
import { inputShapeOf } from './input-shape.js'
import type { ApplicationOptions } from './options.js'
import { squeezeExcite } from './squeeze-excite.js'

/** Stages: kernel, how many blocks, channels, how many times as many in between, stride of the first. */
const stages = [
  [3, 1, 16, 1, 1],
  [3, 2, 24, 6, 2],
  [5, 2, 40, 6, 2],
  [3, 3, 80, 6, 2],
  [5, 3, 112, 6, 1],
  [5, 4, 192, 6, 2],
  [3, 1, 320, 6, 1],
] as const
const count = stages.reduce((sum, [, repeats]) => sum + repeats, 0)
/** The share of whole samples that the last block drops beside its shortcut; the first drops none. */
const dropRate = 0.2

const convolution = (filters: number, name: string) =>
  Conv2D(filters, 1, {
    padding: 'same',
    useBias: false,
    kernelInitializer: kernelsOfEfficientNet(),
    name,
  })

interface Block {
  kernelSize: number
  filters: number
  expansion: number
  strides: number
  drop: number
  /** What the names of its layers begin with. */
  prefix: string
}

/** A block that widens, filters each channel, weighs the channels, and narrows. */
function block(inputs: SymbolicTensor, { kernelSize, filters, expansion, strides, drop, prefix }: Block) {
  const channels = channelsOf(inputs)
  let x = inputs
  if (expansion !== 1) {
    x = convolution(channels * expansion, `${prefix}expand_conv`)(x)
    x = BatchNormalization({ name: `${prefix}expand_bn` })(x)
    x = Activation('swish', { name: `${prefix}expand_activation` })(x)
  }
  if (strides === 2) x = ZeroPadding2D(evenPadding(x, kernelSize), { name: `${prefix}dwconv_pad` })(x)
  x = DepthwiseConv2D(kernelSize, {
    strides,
    padding: strides === 2 ? 'valid' : 'same',
    useBias: false,
    depthwiseInitializer: kernelsOfEfficientNet(),
    name: `${prefix}dwconv`,
  })(x)
  x = BatchNormalization({ name: `${prefix}bn` })(x)
  x = Activation('swish', { name: `${prefix}activation` })(x)
  x = squeezeExcite(x, Math.max(1, Math.trunc(channels * 0.25)), prefix)
  x = convolution(filters, `${prefix}project_conv`)(x)
  x = BatchNormalization({ name: `${prefix}project_bn` })(x)
  if (strides !== 1 || channels !== filters) return x
  if (drop > 0) x = Dropout(drop, { noiseShape: [null, 1, 1, 1], name: `${prefix}drop` })(x)
  return add([x, inputs], { name: `${prefix}add` })
}

const architecture: Architecture = {
  where: 'EfficientNetB0',

  inputShape: (settings) =>
    inputShapeOf('EfficientNetB0', settings, { usual: 224, least: 32 }, settings.includeTop),

  features(images, { weights }) {
    let x: SymbolicTensor = Rescaling(1 / 255)(images)
    x = Normalization({ axis: 3 })(x)
    // the weights of ImageNet were trained with a division by the variance, where the layer before takes its root
    if (weights === 'imagenet') x = Rescaling([0.229, 0.224, 0.225].map((v) => 1 / Math.sqrt(v)))(x)
    x = ZeroPadding2D(evenPadding(x, 3), { name: 'stem_conv_pad' })(x)
    const kernelInitializer = kernelsOfEfficientNet()
    x = Conv2D(32, 3, { strides: 2, useBias: false, kernelInitializer, name: 'stem_conv' })(x)
    x = BatchNormalization({ name: 'stem_bn' })(x)
    x = Activation('swish', { name: 'stem_activation' })(x)
    let done = 0
    stages.forEach(([kernelSize, repeats, filters, expansion, strides], stage) => {
      for (let i = 0; i < repeats; i++) {
        const prefix = `block${stage + 1}${'abcd'[i]}_`
        const drop = (dropRate * done++) / count
        x = block(x, { kernelSize, filters, expansion, strides: i === 0 ? strides : 1, drop, prefix })
      }
    })
    x = convolution(1280, 'top_conv')(x)
    x = BatchNormalization({ name: 'top_bn' })(x)
    return Activation('swish', { name: 'top_activation' })(x)
  },

  classifier(map, { classes, classifierActivation: activation }) {
    let x: SymbolicTensor = GlobalAveragePooling2D({ name: 'avg_pool' })(map)
    x = Dropout(0.2, { name: 'top_dropout' })(x)
    const kernelInitializer = classifierOfEfficientNet()
    return Dense(classes, { activation, kernelInitializer, name: 'predictions' })(x)
  },

  pooled: pooledByName,
  name: () => 'efficientnetb0',
  published: ({ includeTop }) => ({
    url: `https://storage.googleapis.com/keras-applications/efficientnetb0${includeTop ? '' : '_notop'}.h5`,
    hash: includeTop ? '902e53a9f72be733fc0bcb005b3ebbac' : '50bc09e76180e00e4465e1a485ddc09d',
  }),
}

/**
 * EfficientNetB0 (M. Tan, Q. Le, 2019): found by search for the most accuracy with the least work.
 *
 * Pixels go in as they are, from 0 to 255.
 *
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
 * @example const model = await EfficientNetB0({ weights: null, inputShape: [32, 32, 3], classes: 10 })
 * @see https://keras.io/api/applications/efficientnet/
 */
export async function EfficientNetB0(options?: ApplicationOptions): Promise<Model> {
  return application(architecture, checkedOptions('EfficientNetB0', options))
}
