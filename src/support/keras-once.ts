import { spellingKey } from './names.js'

/**
 * Names that options had in earlier versions of Keras, or have in its sisters, with what they are called here: the
 * first name that the class or function knows is meant.
 */
const renamed: Readonly<Record<string, string>> = {
  // Keras 1
  W_constraint: 'kernelConstraint embeddingsConstraint',
  W_regularizer: 'kernelRegularizer embeddingsRegularizer',
  U_constraint: 'recurrentConstraint',
  U_regularizer: 'recurrentRegularizer',
  b_constraint: 'biasConstraint',
  b_regularizer: 'biasRegularizer',
  atrous_rate: 'dilationRate',
  beta_constraint: 'betaConstraint',
  beta_init: 'betaInitializer',
  bias: 'useBias',
  border_mode: 'padding',
  concat_axis: 'axis',
  depthwise_init: 'depthwiseInitializer',
  dim_ordering: 'dataFormat',
  dot_axes: 'axes',
  dropout_U: 'recurrentDropout',
  dropout_W: 'dropout',
  filter_length: 'kernelSize',
  forget_bias_init: 'unitForgetBias',
  gamma_init: 'gammaInitializer',
  init: 'kernelInitializer embeddingsInitializer alphaInitializer',
  inner_activation: 'recurrentActivation',
  inner_init: 'recurrentInitializer',
  length: 'size',
  max_q_size: 'prefetch',
  nb_col: 'kernelSize',
  nb_epoch: 'epochs',
  nb_feature: 'units',
  nb_filter: 'filters',
  nb_row: 'kernelSize',
  nb_val_samples: 'validationSteps',
  nb_words: 'numWords',
  output_dim: 'units outputDim',
  p: 'rate',
  pointwise_init: 'pointwiseInitializer',
  pool_length: 'poolSize',
  samples_per_epoch: 'stepsPerEpoch',
  sigma: 'stddev rate',
  stride: 'strides',
  subsample: 'strides',
  subsample_length: 'strides',
  val_samples: 'steps',
  // Keras 2, tf.keras and other libraries
  batch_input_shape: 'batchInputShape batchShape',
  batch_shape: 'batchInputShape batchShape',
  class_mode: 'labelMode loss',
  dropout_rate: 'rate dropout',
  experimental_relax_shapes: 'shape',
  grayscale: 'colorMode',
  image_dim_ordering: 'dataFormat',
  input_dim: 'inputDim inputShape',
  input_shape: 'inputShape shape',
  keep_prob: 'rate',
  lr: 'learningRate',
  max_len: 'maxlen maxLen outputSequenceLength',
  max_norm: 'maxValue',
  max_tokens: 'maxTokens numTokens numWords',
  nb_classes: 'numClasses',
  period: 'saveFreq',
  reg: 'kernelRegularizer',
  shape: 'inputShape targetShape imageSize targetSize',
  target_size: 'targetSize imageSize',
  vocab_size: 'maxTokens numWords inputDim',
}

/** Names that Keras once had and that have become something else. */
const explained: readonly (readonly [name: string, known: string, hint: string])[] = [
  ['decay', 'learningRate', 'Give learningRate a schedule, such as InverseTimeDecay, or use "weightDecay".'],
  ['lr_decay', 'learningRate', 'Give learningRate a schedule, such as InverseTimeDecay.'],
  ['schedule_decay', 'learningRate', 'Give learningRate a schedule, such as InverseTimeDecay.'],
  ['epsilon', 'minDelta', 'Did you mean "minDelta"?'],
  ['input_dim', 'inputShape', 'Did you mean "inputShape"? For n features write { inputShape: [n] }.'],
  ['input_length', 'inputShape', 'Did you mean "inputShape"? For n steps write { inputShape: [n] }.'],
  ['show_accuracy', 'metrics', `Did you mean "metrics"? Write { metrics: ['accuracy'] }.`],
  ['grayscale', 'colorMode', `Did you mean "colorMode"? Write { colorMode: 'grayscale' }.`],
  ['keep_prob', 'rate', 'Did you mean "rate"? It is the share that is dropped: 1 - keep_prob.'],
]

const byKey = new Map(Object.entries(renamed).map(([name, now]) => [spellingKey(name), now.split(' ')]))

/**
 * What to write for a name that Keras once had; undefined if it had none such, or nothing of it is known here.
 *
 * @param key the name, as `spellingKey` gives it
 * @param known the names that the class or function knows
 */
export function inKerasOnce(key: string, known: readonly string[]): string | undefined {
  const found = explained.find(([name, needs]) => spellingKey(name) === key && known.includes(needs))
  if (found) return found[2]
  const now = byKey.get(key)?.find((name) => known.includes(name))
  return now === undefined ? undefined : `Did you mean "${now}"?`
}
