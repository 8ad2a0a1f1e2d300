import { withOptions } from '../support/options.js'
import { glu, logSoftmax, softmax, sparsemax } from './along-axis.js'
import * as rectifiers from './rectifiers.js'
import * as smooth from './smooth.js'

/** All activation functions by Keras' names; those with options take them as second argument. */
export const activations = {
  linear: rectifiers.linear,
  relu: withOptions('activations.relu', rectifiers.relu, 1),
  relu6: rectifiers.relu6,
  leaky_relu: withOptions('activations.leakyRelu', rectifiers.leakyRelu, 1),
  sigmoid: smooth.sigmoid,
  tanh: smooth.tanh,
  softmax: withOptions('activations.softmax', softmax, 1),
  log_softmax: withOptions('activations.logSoftmax', logSoftmax, 1),
  softplus: smooth.softplus,
  softsign: smooth.softsign,
  elu: withOptions('activations.elu', smooth.elu, 1),
  selu: smooth.selu,
  celu: withOptions('activations.celu', smooth.celu, 1),
  gelu: withOptions('activations.gelu', smooth.gelu, 1),
  silu: smooth.silu,
  mish: smooth.mish,
  exponential: smooth.exponential,
  hard_sigmoid: rectifiers.hardSigmoid,
  hard_silu: rectifiers.hardSilu,
  hard_tanh: rectifiers.hardTanh,
  hard_shrink: withOptions('activations.hardShrink', rectifiers.hardShrink, 1),
  soft_shrink: withOptions('activations.softShrink', rectifiers.softShrink, 1),
  tanh_shrink: smooth.tanhShrink,
  log_sigmoid: smooth.logSigmoid,
  threshold: withOptions('activations.threshold', rectifiers.threshold, 1),
  sparse_sigmoid: rectifiers.sparseSigmoid,
  sparse_plus: rectifiers.sparsePlus,
  sparsemax: withOptions('activations.sparsemax', sparsemax, 1),
  squareplus: withOptions('activations.squareplus', smooth.squareplus, 1),
  glu: withOptions('activations.glu', glu, 1),
} as const
