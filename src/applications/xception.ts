import type { SymbolicTensor } from '../graph/symbolic.js'
import {
  Activation,
  add,
  BatchNormalization,
  Conv2D,
  Dense,
  GlobalAveragePooling2D,
  MaxPooling2D,
  SeparableConv2D,
} from '../layers/index.js'
import type { Model } from '../model/index.js'
import { checkedOptions } from '../support/options.js'
import { type Architecture, application } from './application.js'
import { inputShapeOf } from './input-shape.js'
import type { ApplicationOptions } from './options.js'
import { storage } from './published-weights.js'

const relu = (name: string) => Activation('relu', { name })

/** A separable convolution with its normalization. */
function separable(x: SymbolicTensor, filters: number, name: string): SymbolicTensor {
  const convolved = SeparableConv2D(filters, 3, { padding: 'same', useBias: false, name })(x)
  return BatchNormalization({ name: `${name}_bn` })(convolved)
}

/** Two separable convolutions and pooling, beside a shortcut of every second place. */
function halved(inputs: SymbolicTensor, index: number, filters: readonly [number, number]): SymbolicTensor {
  const prefix = `block${index}`
  const [, last] = filters
  const shortcut = Conv2D(last, 1, { strides: 2, padding: 'same', useBias: false })(inputs)
  const residual = BatchNormalization()(shortcut)
  let x = inputs
  filters.forEach((count, i) => {
    const name = `${prefix}_sepconv${i + 1}`
    // what goes into the first of them has had its activation already
    if (index > 2 || i > 0) x = relu(`${name}_act`)(x)
    x = separable(x, count, name)
  })
  x = MaxPooling2D(3, { strides: 2, padding: 'same', name: `${prefix}_pool` })(x)
  return add([x, residual])
}

/** Three separable convolutions beside a shortcut. */
function kept(inputs: SymbolicTensor, index: number): SymbolicTensor {
  let x = inputs
  for (const i of [1, 2, 3]) {
    const name = `block${index}_sepconv${i}`
    x = separable(relu(`${name}_act`)(x), 728, name)
  }
  return add([x, inputs])
}

const architecture: Architecture = {
  where: 'Xception',

  inputShape: (settings) =>
    inputShapeOf('Xception', settings, { usual: 299, least: 71 }, settings.includeTop),

  features(images) {
    let x: SymbolicTensor = Conv2D(32, 3, { strides: 2, useBias: false, name: 'block1_conv1' })(images)
    x = relu('block1_conv1_act')(BatchNormalization({ name: 'block1_conv1_bn' })(x))
    x = Conv2D(64, 3, { useBias: false, name: 'block1_conv2' })(x)
    x = relu('block1_conv2_act')(BatchNormalization({ name: 'block1_conv2_bn' })(x))
    x = halved(x, 2, [128, 128])
    x = halved(x, 3, [256, 256])
    x = halved(x, 4, [728, 728])
    for (let index = 5; index <= 12; index++) x = kept(x, index)
    x = halved(x, 13, [728, 1024])
    x = relu('block14_sepconv1_act')(separable(x, 1536, 'block14_sepconv1'))
    return relu('block14_sepconv2_act')(separable(x, 2048, 'block14_sepconv2'))
  },

  classifier: (map, { classes, classifierActivation: activation }) =>
    Dense(classes, { activation, name: 'predictions' })(GlobalAveragePooling2D({ name: 'avg_pool' })(map)),

  name: () => 'xception',
  published: ({ includeTop }) => ({
    url: `${storage}/xception/xception_weights_tf_dim_ordering_tf_kernels${includeTop ? '' : '_notop'}.h5`,
    hash: includeTop ? '0a58e3b7378bc2990ea3b43d5981f1f6' : 'b0042744bf5b25fce3cb969f33bebb97',
  }),
}

/**
 * Xception (F. Chollet, 2016): convolutions that look at places and at channels one after the other.
 *
 * Pixels go in as `xception.preprocessInput` gives them: from -1 to 1.
 *
 * @param options.includeTop whether the classifier is there. Default true
 * @param options.weights `imagenet` (default, downloaded once), a file of weights, or null for random ones
 * @param options.inputShape default `[299, 299, 3]`, or any size without the classifier; at least 71
 * @param options.inputTensor, pooling, classes, classifierActivation, name as for `MobileNetV2`
 * @returns a model that is not compiled
 *
 * Input shape: `[batch, height, width, 3]`. Output shape: `[batch, classes]`; without the classifier
 * `[batch, height / 32, width / 32, 2048]`, or `[batch, 2048]` with pooling.
 *
 * @throws KeratinError `ARGUMENT`, `UNKNOWN_NAME`; `DOWNLOAD` if the weights cannot be had
 * @example const model = await Xception({ weights: null, inputShape: [71, 71, 3], classes: 10 })
 * @see https://keras.io/api/applications/xception/
 */
export async function Xception(options?: ApplicationOptions): Promise<Model> {
  return application(architecture, checkedOptions('Xception', options))
}
