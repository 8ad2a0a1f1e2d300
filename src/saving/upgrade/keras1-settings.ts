import { broken } from '../broken.js'
import { isObject, type JsonObject } from '../keras/json-checks.js'

/** What settings of Keras 1 are called since, in any layer. */
const renamed: Readonly<Record<string, string>> = {
  output_dim: 'units',
  init: 'kernel_initializer',
  inner_init: 'recurrent_initializer',
  inner_activation: 'recurrent_activation',
  W_regularizer: 'kernel_regularizer',
  U_regularizer: 'recurrent_regularizer',
  b_regularizer: 'bias_regularizer',
  W_constraint: 'kernel_constraint',
  U_constraint: 'recurrent_constraint',
  b_constraint: 'bias_constraint',
  bias: 'use_bias',
  dropout_W: 'dropout',
  dropout_U: 'recurrent_dropout',
  nb_filter: 'filters',
  filter_length: 'kernel_size',
  subsample: 'strides',
  subsample_length: 'strides',
  border_mode: 'padding',
  dim_ordering: 'data_format',
  atrous_rate: 'dilation_rate',
  pool_length: 'pool_size',
  stride: 'strides',
  p: 'rate',
  sigma: 'stddev',
  concat_axis: 'axis',
  dot_axes: 'axes',
  beta_init: 'beta_initializer',
  gamma_init: 'gamma_initializer',
  depthwise_init: 'depthwise_initializer',
  pointwise_init: 'pointwise_initializer',
}

/** Names that mean something else in one class. */
const ofClass: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Embedding: {
    output_dim: 'output_dim',
    init: 'embeddings_initializer',
    W_regularizer: 'embeddings_regularizer',
    W_constraint: 'embeddings_constraint',
  },
  PReLU: { init: 'alpha_initializer' },
  UpSampling1D: { length: 'size' },
  // the size of the output follows from the kernel, as it did
  Conv2DTranspose: { output_shape: '' },
  Conv3DTranspose: { output_shape: '' },
}

const windows = [
  ['nb_row', 'nb_col'],
  ['kernel_dim1', 'kernel_dim2', 'kernel_dim3'],
]

/** The class that a `Merge` of Keras 1 is since. */
const merges: Readonly<Record<string, string>> = {
  sum: 'Add',
  mul: 'Multiply',
  ave: 'Average',
  max: 'Maximum',
  concat: 'Concatenate',
  dot: 'Dot',
  cos: 'Dot',
}

/** The settings of a layer of Keras 1 under the names of Keras 2. */
export function fromKeras1(className: string, config: JsonObject): { className: string; config: JsonObject } {
  const own = Object.hasOwn(ofClass, className) ? ofClass[className]! : {}
  const result: JsonObject = {}
  for (const [key, value] of Object.entries(config)) {
    const name = Object.hasOwn(own, key) ? own[key]! : Object.hasOwn(renamed, key) ? renamed[key]! : key
    if (name) result[name] = value
  }
  for (const axes of windows) {
    if (axes.every((axis) => axis in config)) result.kernel_size = axes.map((axis) => config[axis])
  }
  result.data_format = dataFormats[String(config.dim_ordering)] ?? result.data_format
  if (result.data_format === undefined) delete result.data_format
  if (className === 'Embedding') delete result.dropout
  if ('forget_bias_init' in config) result.unit_forget_bias = /^ones?$/.test(String(config.forget_bias_init))
  delete result.forget_bias_init
  if (className === 'BatchNormalization' && config.mode) {
    const reason = `BatchNormalization "${config.name}" is of mode ${config.mode}`
    throw broken(`${reason}, which Keras gave up with version 2.`)
  }
  if (className.startsWith('ZeroPadding') && isObject(config.padding)) {
    const { top_pad = 0, bottom_pad = 0, left_pad = 0, right_pad = 0 } = config.padding
    result.padding =
      className === 'ZeroPadding1D'
        ? [config.padding.left_pad ?? 0, config.padding.right_pad ?? 0]
        : [
            [top_pad, bottom_pad],
            [left_pad, right_pad],
          ]
  }
  return className === 'Merge' ? fromMerge(config, result) : { className, config: result }
}

const dataFormats: Readonly<Record<string, string>> = { tf: 'channels_last', th: 'channels_first' }

function fromMerge({ mode, name, mode_type }: JsonObject, { axis, axes }: JsonObject) {
  const className = mode_type === 'raw' || mode_type === undefined ? merges[String(mode)] : undefined
  if (!className) throw broken(`The Merge layer "${name}" computes by Python code, which is never run.`)
  const config: JsonObject = { name }
  if (className === 'Concatenate') config.axis = axis ?? -1
  if (className === 'Dot') Object.assign(config, { axes: axes ?? -1, normalize: mode === 'cos' })
  return { className, config }
}
