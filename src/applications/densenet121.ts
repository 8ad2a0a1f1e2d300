import type { SymbolicTensor } from '../graph/symbolic.js'
import {
  Activation,
  AveragePooling2D,
  BatchNormalization,
  Concatenate,
  Conv2D,
  Dense,
  GlobalAveragePooling2D,
  MaxPooling2D,
  ZeroPadding2D,
} from '../layers/index.js'
import type { Model } from '../model/index.js'
import { checkedOptions } from '../support/options.js'
import { type Architecture, application, pooledByName } from './application.js'
import { channelsOf } from './blocks.js'
import { inputShapeOf } from './input-shape.js'
import type { ApplicationOptions } from './options.js'
import { storage } from './published-weights.js'

/** How many blocks each stage has. */
const stages = [6, 12, 24, 16]
/** Channels that each block adds. */
const growth = 32

const normalized = (name: string) => BatchNormalization({ axis: 3, epsilon: 1.001e-5, name })
const relu = (name: string) => Activation('relu', { name })

/** Adds channels made of all before. */
function grown(x: SymbolicTensor, name: string): SymbolicTensor {
  let more: SymbolicTensor = relu(`${name}_0_relu`)(normalized(`${name}_0_bn`)(x))
  more = Conv2D(4 * growth, 1, { useBias: false, name: `${name}_1_conv` })(more)
  more = relu(`${name}_1_relu`)(normalized(`${name}_1_bn`)(more))
  more = Conv2D(growth, 3, { padding: 'same', useBias: false, name: `${name}_2_conv` })(more)
  return Concatenate({ axis: 3, name: `${name}_concat` })([x, more])
}

/** Half the channels, half the height and width. */
function halved(map: SymbolicTensor, name: string): SymbolicTensor {
  let x: SymbolicTensor = relu(`${name}_relu`)(normalized(`${name}_bn`)(map))
  x = Conv2D(Math.trunc(channelsOf(map) / 2), 1, { useBias: false, name: `${name}_conv` })(x)
  return AveragePooling2D(2, { strides: 2, name: `${name}_pool` })(x)
}

const architecture: Architecture = {
  where: 'DenseNet121',

  inputShape: (settings) =>
    inputShapeOf('DenseNet121', settings, { usual: 224, least: 32 }, settings.includeTop),

  features(images) {
    let x: SymbolicTensor = ZeroPadding2D(3)(images)
    x = Conv2D(64, 7, { strides: 2, useBias: false, name: 'conv1_conv' })(x)
    x = relu('conv1_relu')(normalized('conv1_bn')(x))
    x = ZeroPadding2D(1)(x)
    x = MaxPooling2D(3, { strides: 2, name: 'pool1' })(x)
    stages.forEach((blocks, i) => {
      for (let block = 1; block <= blocks; block++) x = grown(x, `conv${i + 2}_block${block}`)
      if (i < stages.length - 1) x = halved(x, `pool${i + 2}`)
    })
    return relu('relu')(normalized('bn')(x))
  },

  classifier: (map, { classes, classifierActivation: activation }) =>
    Dense(classes, { activation, name: 'predictions' })(GlobalAveragePooling2D({ name: 'avg_pool' })(map)),

  pooled: pooledByName,
  name: () => 'densenet121',
  published: ({ includeTop }) => ({
    url: `${storage}/densenet/densenet121_weights_tf_dim_ordering_tf_kernels${includeTop ? '' : '_notop'}.h5`,
    hash: includeTop ? '9d60b8095a5708f2dcce2bca79d332c7' : '30ee3e1110167f948a6b9946edeeb738',
  }),
}

/**
 * DenseNet121 (G. Huang and others, 2016): each layer sees the channels of all before it.
 *
 * Pixels go in as `densenet.preprocessInput` gives them: normalized by the means and deviations of ImageNet.
 *
 * @param options.includeTop whether the classifier is there. Default true
 * @param options.weights `imagenet` (default, downloaded once), a file of weights, or null for random ones
 * @param options.inputShape default `[224, 224, 3]`, or any size without the classifier; at least 32
 * @param options.inputTensor, pooling, classes, classifierActivation, name as for `MobileNetV2`
 * @returns a model that is not compiled
 *
 * Input shape: `[batch, height, width, 3]`. Output shape: `[batch, classes]`; without the classifier
 * `[batch, height / 32, width / 32, 1024]`, or `[batch, 1024]` with pooling.
 *
 * @throws KeratinError `ARGUMENT`, `UNKNOWN_NAME`; `DOWNLOAD` if the weights cannot be had
 * @example const model = await DenseNet121({ weights: null, inputShape: [32, 32, 3], classes: 10 })
 * @see https://keras.io/api/applications/densenet/
 */
export async function DenseNet121(options?: ApplicationOptions): Promise<Model> {
  return application(architecture, checkedOptions('DenseNet121', options))
}
