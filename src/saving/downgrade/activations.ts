import { isLegacyHardSigmoid } from '../../activations/legacy-hard-sigmoid.js'

/** Functions of stock TensorFlow.js, by Keras' name. Its `hard_sigmoid` is that of Keras 2. */
const names: Readonly<Record<string, string>> = {
  elu: 'elu',
  gelu: 'gelu',
  linear: 'linear',
  log_softmax: 'log_softmax',
  mish: 'mish',
  relu: 'relu',
  relu6: 'relu6',
  selu: 'selu',
  sigmoid: 'sigmoid',
  silu: 'swish',
  softmax: 'softmax',
  softplus: 'softplus',
  softsign: 'softsign',
  swish: 'swish',
  tanh: 'tanh',
}

/** What stock TensorFlow.js calls an activation; undefined if it has none of that meaning. */
export function stockActivation(value: unknown): string | undefined {
  if (value === null || value === undefined) return 'linear'
  if (typeof value === 'string') return Object.hasOwn(names, value) ? names[value] : undefined
  return isLegacyHardSigmoid(value) ? 'hard_sigmoid' : undefined
}
