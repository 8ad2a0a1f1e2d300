import type { SymbolicTensor } from '../graph/symbolic.js'
import {
  Add,
  BatchNormalization,
  Conv2D,
  Dense,
  DepthwiseConv2D,
  GlobalAveragePooling2D,
  ReLU,
  type Shape,
  ZeroPadding2D,
} from '../layers/index.js'
import type { Model } from '../model/index.js'
import { argumentError } from '../support/errors.js'
import { checkedOptions } from '../support/options.js'
import { warn } from '../support/warn.js'
import { type Architecture, application } from './application.js'
import { channelsOf, divisible, evenPadding } from './blocks.js'
import { inputShapeOf } from './input-shape.js'
import type { ApplicationOptions, Settings } from './options.js'
import { storage } from './published-weights.js'

export interface MobileNetV2Options extends ApplicationOptions {
  /** The width: how many times the channels of the article. Default 1. */
  alpha?: number
}

type Given = Settings<MobileNetV2Options>

/** Sizes of images and widths that Keras has weights of ImageNet for. */
const sizes = [96, 128, 160, 192, 224]
const widths = [0.35, 0.5, 0.75, 1, 1.3, 1.4]

/** Blocks after the stem: channels, stride, how many times as many channels in between. */
const blocks = [
  [16, 1, 1],
  ...[
    [24, 2, 6],
    [24, 1, 6],
  ],
  ...[
    [32, 2, 6],
    [32, 1, 6],
    [32, 1, 6],
  ],
  ...[
    [64, 2, 6],
    [64, 1, 6],
    [64, 1, 6],
    [64, 1, 6],
  ],
  ...[
    [96, 1, 6],
    [96, 1, 6],
    [96, 1, 6],
  ],
  ...[
    [160, 2, 6],
    [160, 1, 6],
    [160, 1, 6],
  ],
  [320, 1, 6],
] as const satisfies readonly (readonly number[])[]

const normalized = (name: string) => BatchNormalization({ epsilon: 1e-3, momentum: 0.999, name })

/** A block that widens, filters each channel, and narrows; with a shortcut where it changes neither size nor channels. */
function block(inputs: SymbolicTensor, index: number, alpha: number): SymbolicTensor {
  const [filters, strides, expansion] = blocks[index]!
  const prefix = index === 0 ? 'expanded_conv_' : `block_${index}_`
  const channels = channelsOf(inputs)
  let x = inputs
  if (index > 0) {
    const wide = expansion * channels
    x = Conv2D(wide, 1, { padding: 'same', useBias: false, name: `${prefix}expand` })(x)
    x = normalized(`${prefix}expand_BN`)(x)
    x = ReLU({ maxValue: 6, name: `${prefix}expand_relu` })(x)
  }
  if (strides === 2) x = ZeroPadding2D(evenPadding(x, 3), { name: `${prefix}pad` })(x)
  const padding = strides === 1 ? 'same' : 'valid'
  x = DepthwiseConv2D(3, { strides, useBias: false, padding, name: `${prefix}depthwise` })(x)
  x = normalized(`${prefix}depthwise_BN`)(x)
  x = ReLU({ maxValue: 6, name: `${prefix}depthwise_relu` })(x)
  const narrow = divisible(Math.trunc(filters * alpha))
  x = Conv2D(narrow, 1, { padding: 'same', useBias: false, name: `${prefix}project` })(x)
  x = normalized(`${prefix}project_BN`)(x)
  return channels === narrow && strides === 1 ? Add({ name: `${prefix}add` })([inputs, x]) : x
}

const isSize = (height: number | null | undefined, width: number | null | undefined): height is number =>
  height === width && sizes.includes(height as number)

/** The size that the network takes unless another is given. */
function usualSize({ inputShape, inputTensor }: Given): number {
  const [height, width] = inputShape ?? inputTensor?.shape.slice(1) ?? []
  return isSize(height, width) ? height : 224
}

const architecture: Architecture<MobileNetV2Options> = {
  where: 'MobileNetV2',

  inputShape: (settings) =>
    inputShapeOf('MobileNetV2', settings, { usual: usualSize(settings), least: 32 }, settings.includeTop),

  features(images, { alpha = 1 }) {
    let x: SymbolicTensor = images
    const first = divisible(32 * alpha)
    x = Conv2D(first, 3, { strides: [2, 2], padding: 'same', useBias: false, name: 'Conv1' })(x)
    x = normalized('bn_Conv1')(x)
    x = ReLU({ maxValue: 6, name: 'Conv1_relu' })(x)
    for (const index of blocks.keys()) x = block(x, index, alpha)
    // narrow networks keep the features of the article
    const last = alpha > 1 ? divisible(1280 * alpha) : 1280
    x = Conv2D(last, 1, { useBias: false, name: 'Conv_1' })(x)
    x = normalized('Conv_1_bn')(x)
    return ReLU({ maxValue: 6, name: 'out_relu' })(x)
  },

  classifier: (map, { classes, classifierActivation: activation }) =>
    Dense(classes, { activation, name: 'predictions' })(GlobalAveragePooling2D()(map)),

  name: ({ alpha = 1, weights }, shape) =>
    `mobilenetv2_${alpha.toFixed(2)}_${(weights === 'imagenet' ? weightsSize(shape) : shape[0]) ?? 'None'}`,

  published({ alpha = 1, includeTop }, shape) {
    if (!widths.includes(alpha)) {
      throw argumentError(
        'MobileNetV2',
        `one of ${widths.join(', ')} for the weights of ImageNet`,
        'alpha',
        alpha,
      )
    }
    const size = weightsSize(shape)
    if (shape[0] !== size || shape[1] !== size) {
      warn(`MobileNetV2 has weights of ImageNet for squares of ${sizes.join(', ')}; those of 224 are taken.`)
    }
    const width = Number.isInteger(alpha) ? alpha.toFixed(1) : String(alpha)
    const ending = includeTop ? '' : '_no_top'
    const file = `mobilenet_v2_weights_tf_dim_ordering_tf_kernels_${width}_${size}${ending}.h5`
    return { url: `${storage}/mobilenet_v2/${file}` }
  },
}

/** The size of images that the weights of ImageNet for a shape were trained with. */
const weightsSize = ([height, width]: Shape): number => (isSize(height, width) ? height : 224)

/**
 * MobileNetV2 (M. Sandler and others, 2018): small enough for telephones, with blocks that are narrow outside and wide
 * inside.
 *
 * Pixels go in as `mobilenetV2.preprocessInput` gives them: from -1 to 1.
 *
 * @param options.alpha how many times the channels of the article. Default 1; for `imagenet` 0.35, 0.5, 0.75, 1, 1.3 or 1.4
 * @param options.includeTop whether the classifier is there. Default true
 * @param options.weights `imagenet` (default, downloaded once), a file of weights, or null for random ones. Keras gives
 *   no hash of these files
 * @param options.inputShape default `[224, 224, 3]`, or any size without the classifier; at least 32
 * @param options.inputTensor what to compute on instead of an input of its own
 * @param options.pooling `avg`, `max` or null (default), without the classifier
 * @param options.classes default 1000
 * @param options.classifierActivation default `softmax`; null for logits
 * @param options.name default `mobilenetv2_1.00_224`
 * @returns a model that is not compiled
 *
 * Input shape: `[batch, height, width, 3]`. Output shape: `[batch, classes]`; without the classifier
 * `[batch, height / 32, width / 32, channels]`, or `[batch, channels]` with pooling.
 *
 * @throws KeratinError `ARGUMENT`, `UNKNOWN_NAME`; `DOWNLOAD` if the weights cannot be had
 * @example const model = await MobileNetV2({ weights: null, alpha: 0.35, inputShape: [96, 96, 3], classes: 10 })
 * @see https://keras.io/api/applications/mobilenet/
 */
export async function MobileNetV2(options?: MobileNetV2Options): Promise<Model> {
  return application(architecture, checkedOptions('MobileNetV2', options))
}
