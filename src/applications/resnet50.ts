import type { SymbolicTensor } from '../graph/symbolic.js'
import {
  Activation,
  Add,
  BatchNormalization,
  Conv2D,
  Dense,
  GlobalAveragePooling2D,
  MaxPooling2D,
  ZeroPadding2D,
} from '../layers/index.js'
import type { Model } from '../model/index.js'
import { checkedOptions } from '../support/options.js'
import { type Architecture, application, pooledByName } from './application.js'
import { inputShapeOf } from './input-shape.js'
import type { ApplicationOptions } from './options.js'
import { storage } from './published-weights.js'

/** Stages: name, channels of the narrow part, how many blocks, stride of the first. */
const stages = [
  ['conv2', 64, 3, 1],
  ['conv3', 128, 4, 2],
  ['conv4', 256, 6, 2],
  ['conv5', 512, 3, 2],
] as const

const normalized = (name: string) => BatchNormalization({ axis: 3, epsilon: 1.001e-5, name })
const relu = (name: string) => Activation('relu', { name })

/** A block that narrows, filters and widens beside a shortcut, which the first of a stage convolves too. */
function block(inputs: SymbolicTensor, filters: number, strides: number, first: boolean, name: string) {
  let shortcut = inputs
  if (first) {
    shortcut = Conv2D(4 * filters, 1, { strides, name: `${name}_0_conv` })(inputs)
    shortcut = normalized(`${name}_0_bn`)(shortcut)
  }
  let x: SymbolicTensor = Conv2D(filters, 1, { strides, name: `${name}_1_conv` })(inputs)
  x = relu(`${name}_1_relu`)(normalized(`${name}_1_bn`)(x))
  x = Conv2D(filters, 3, { padding: 'same', name: `${name}_2_conv` })(x)
  x = relu(`${name}_2_relu`)(normalized(`${name}_2_bn`)(x))
  x = Conv2D(4 * filters, 1, { name: `${name}_3_conv` })(x)
  x = normalized(`${name}_3_bn`)(x)
  x = Add({ name: `${name}_add` })([shortcut, x])
  return relu(`${name}_out`)(x)
}

const around = (places: number, name: string) => ZeroPadding2D(places, { name })

const architecture: Architecture = {
  where: 'ResNet50',

  inputShape: (settings) =>
    inputShapeOf('ResNet50', settings, { usual: 224, least: 32 }, settings.includeTop),

  features(images) {
    let x: SymbolicTensor = around(3, 'conv1_pad')(images)
    x = Conv2D(64, 7, { strides: 2, name: 'conv1_conv' })(x)
    x = relu('conv1_relu')(normalized('conv1_bn')(x))
    x = around(1, 'pool1_pad')(x)
    x = MaxPooling2D(3, { strides: 2, name: 'pool1_pool' })(x)
    for (const [stage, filters, repeats, strides] of stages)
      for (let i = 1; i <= repeats; i++)
        x = block(x, filters, i === 1 ? strides : 1, i === 1, `${stage}_block${i}`)
    return x
  },

  classifier: (map, { classes, classifierActivation: activation }) =>
    Dense(classes, { activation, name: 'predictions' })(GlobalAveragePooling2D({ name: 'avg_pool' })(map)),

  pooled: pooledByName,
  name: () => 'resnet50',
  published: ({ includeTop }) => ({
    url: `${storage}/resnet/resnet50_weights_tf_dim_ordering_tf_kernels${includeTop ? '' : '_notop'}.h5`,
    hash: includeTop ? '2cb95161c43110f7111970584f804107' : '4d473c1dd8becc155b73f8504c6f6626',
  }),
}

/**
 * ResNet50 (K. He and others, 2015): fifty layers, trainable through their shortcuts.
 *
 * Pixels go in as `resnet.preprocessInput` gives them: blue, green, red, less the means of ImageNet.
 *
 * @param options.includeTop whether the classifier is there. Default true
 * @param options.weights `imagenet` (default, downloaded once), a file of weights, or null for random ones
 * @param options.inputShape default `[224, 224, 3]`, or any size without the classifier; at least 32
 * @param options.inputTensor, pooling, classes, classifierActivation, name as for `MobileNetV2`
 * @returns a model that is not compiled
 *
 * Input shape: `[batch, height, width, 3]`. Output shape: `[batch, classes]`; without the classifier
 * `[batch, height / 32, width / 32, 2048]`, or `[batch, 2048]` with pooling.
 *
 * @throws KeratinError `ARGUMENT`, `UNKNOWN_NAME`; `DOWNLOAD` if the weights cannot be had
 * @example const model = await ResNet50({ weights: null, inputShape: [32, 32, 3], classes: 10 })
 * @see https://keras.io/api/applications/resnet/
 */
export async function ResNet50(options?: ApplicationOptions): Promise<Model> {
  return application(architecture, checkedOptions('ResNet50', options))
}
