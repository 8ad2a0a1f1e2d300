import type { SymbolicTensor } from '../graph/symbolic.js'
import {
  Activation,
  Conv2D,
  Dense,
  GlobalAveragePooling2D,
  LayerNormalization,
  LayerScale,
  Normalization,
} from '../layers/index.js'
import { type Model, Sequential } from '../model/index.js'
import { add } from '../ops/index.js'
import { checkedOptions } from '../support/options.js'
import { type Architecture, application, pooled } from './application.js'
import { inputShapeOf } from './input-shape.js'
import type { PreprocessingOptions, Settings } from './options.js'
import { storage } from './published-weights.js'

/** Stages: how many blocks, channels. */
const stages = [
  [3, 96],
  [3, 192],
  [9, 384],
  [3, 768],
] as const

const usualName = 'convnext_tiny'
/** Layers are named after the model. */
const nameOf = ({ name = usualName }: Settings<PreprocessingOptions>): string => name

const normalized = (name?: string) => LayerNormalization({ epsilon: 1e-6, ...(name && { name }) })

/** What each stage begins with: fewer places, more channels. */
function smaller(stage: number, name: string): Sequential {
  const [, filters] = stages[stage]!
  if (stage === 0) {
    return new Sequential(
      [Conv2D(filters, 4, { strides: 4, name: `${name}_stem_conv` }), normalized(`${name}_stem_layernorm`)],
      { name: `${name}_stem` },
    )
  }
  const i = stage - 1
  return new Sequential(
    [
      normalized(`${name}_downsampling_layernorm_${i}`),
      Conv2D(filters, 2, { strides: 2, name: `${name}_downsampling_conv_${i}` }),
    ],
    { name: `${name}_downsampling_block_${i}` },
  )
}

/** Filters each channel by itself, then widens and narrows, beside a shortcut. */
function block(inputs: SymbolicTensor, channels: number, name: string): SymbolicTensor {
  let x: SymbolicTensor = Conv2D(channels, 7, {
    padding: 'same',
    groups: channels,
    name: `${name}_depthwise_conv`,
  })(inputs)
  x = normalized(`${name}_layernorm`)(x)
  x = Dense(4 * channels, { name: `${name}_pointwise_conv_1` })(x)
  x = Activation('gelu', { name: `${name}_gelu` })(x)
  x = Dense(channels, { name: `${name}_pointwise_conv_2` })(x)
  x = LayerScale(1e-6, channels, { name: `${name}_layer_scale` })(x)
  // larger networks of the family drop whole samples here
  x = Activation('linear', { name: `${name}_identity` })(x)
  return add(inputs, x)
}

const architecture: Architecture<PreprocessingOptions> = {
  where: 'ConvNeXtTiny',

  inputShape: (settings) =>
    inputShapeOf('ConvNeXtTiny', settings, { usual: 224, least: 32 }, settings.includeTop),

  features(images, settings, shape) {
    const name = nameOf(settings)
    const { includePreprocessing = true } = settings
    let x: SymbolicTensor = images
    if (includePreprocessing && shape[2] === 3) {
      x = Normalization({
        mean: [0.485 * 255, 0.456 * 255, 0.406 * 255],
        variance: [(0.229 * 255) ** 2, (0.224 * 255) ** 2, (0.225 * 255) ** 2],
        name: `${name}_prestem_normalization`,
      })(x)
    }
    stages.forEach(([blocks, channels], stage) => {
      x = smaller(stage, name)(x) as SymbolicTensor
      for (let i = 0; i < blocks; i++) x = block(x, channels, `${name}_stage_${stage}_block_${i}`)
    })
    return x
  },

  classifier(map, settings) {
    const name = nameOf(settings)
    const { classes, classifierActivation: activation } = settings
    let x: SymbolicTensor = GlobalAveragePooling2D({ name: `${name}_head_gap` })(map)
    x = normalized(`${name}_head_layernorm`)(x)
    return Dense(classes, { activation, name: `${name}_head_dense` })(x)
  },

  pooled: (map, settings) => normalized()(pooled(map, settings)),

  name: nameOf,
  published: ({ includeTop }) => ({
    url: `${storage}/convnext/convnext_tiny${includeTop ? '' : '_notop'}.h5`,
    hash: includeTop
      ? '8ae6e78ce2933352b1ef4008e6dd2f17bc40771563877d156bc6426c7cf503ff'
      : 'd547c096cabd03329d7be5562c5e14798aa39ed24b474157cef5e85ab9e49ef1',
  }),
}

/**
 * ConvNeXtTiny (Z. Liu and others, 2022): convolutions with what was learnt from transformers.
 *
 * Pixels go in as they are, from 0 to 255, unless `includePreprocessing` is false: then normalized by the means and
 * variances of ImageNet.
 *
 * @param options.includePreprocessing whether pixels of 0 to 255 are normalized inside. Default true
 * @param options.includeTop whether the classifier is there. Default true
 * @param options.weights `imagenet` (default, downloaded once), a file of weights, or null for random ones
 * @param options.inputShape default `[224, 224, 3]`, or any size without the classifier; at least 32
 * @param options.inputTensor, pooling, classes, classifierActivation as for `MobileNetV2`
 * @param options.name what the names of the layers begin with, too. Default `convnext_tiny`
 * @returns a model that is not compiled
 *
 * Input shape: `[batch, height, width, 3]`. Output shape: `[batch, classes]`; without the classifier
 * `[batch, height / 32, width / 32, 768]`, or `[batch, 768]` with pooling.
 *
 * @throws KeratinError `ARGUMENT`, `UNKNOWN_NAME`; `DOWNLOAD` if the weights cannot be had
 * @example const model = await ConvNeXtTiny({ weights: null, inputShape: [32, 32, 3], classes: 10 })
 * @see https://keras.io/api/applications/convnext/
 */
export async function ConvNeXtTiny(options?: PreprocessingOptions): Promise<Model> {
  return application(architecture, checkedOptions('ConvNeXtTiny', options))
}
