import type { tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import { unknownName } from '../support/names.js'
import { withOptions } from '../support/options.js'
import { type Serialized, spellings } from '../support/registry.js'
import type { Activation } from './activation.js'
import * as alongAxis from './along-axis.js'
import * as rectifiers from './rectifiers.js'
import * as smooth from './smooth.js'

export type { Activation } from './activation.js'

/** All activation functions by Keras' names; those with options take them as second argument. */
export const activations = {
  linear: rectifiers.linear,
  relu: withOptions('activations.relu', rectifiers.relu, 1),
  relu6: rectifiers.relu6,
  leaky_relu: withOptions('activations.leaky_relu', rectifiers.leakyRelu, 1),
  sigmoid: smooth.sigmoid,
  tanh: smooth.tanh,
  softmax: withOptions('activations.softmax', alongAxis.softmax, 1),
  log_softmax: withOptions('activations.log_softmax', alongAxis.logSoftmax, 1),
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
  hard_shrink: withOptions('activations.hard_shrink', rectifiers.hardShrink, 1),
  soft_shrink: withOptions('activations.soft_shrink', rectifiers.softShrink, 1),
  tanh_shrink: smooth.tanhShrink,
  log_sigmoid: smooth.logSigmoid,
  threshold: withOptions('activations.threshold', rectifiers.threshold, 1),
  sparse_sigmoid: rectifiers.sparseSigmoid,
  sparse_plus: rectifiers.sparsePlus,
  sparsemax: withOptions('activations.sparsemax', alongAxis.sparsemax, 1),
  squareplus: withOptions('activations.squareplus', smooth.squareplus, 1),
  glu: withOptions('activations.glu', alongAxis.glu, 1),
} as const

/** The functions under their names, as `activations.relu`. */
export const {
  linear,
  relu,
  relu6,
  leaky_relu: leakyRelu,
  sigmoid,
  tanh,
  softmax,
  log_softmax: logSoftmax,
  softplus,
  softsign,
  elu,
  selu,
  celu,
  gelu,
  silu,
  silu: swish,
  mish,
  exponential,
  hard_sigmoid: hardSigmoid,
  hard_silu: hardSilu,
  hard_silu: hardSwish,
  hard_tanh: hardTanh,
  hard_shrink: hardShrink,
  soft_shrink: softShrink,
  tanh_shrink: tanhShrink,
  log_sigmoid: logSigmoid,
  threshold,
  sparse_sigmoid: sparseSigmoid,
  sparse_plus: sparsePlus,
  sparsemax,
  squareplus,
  glu,
} = activations

/** What may be given where an activation is wanted; null is `linear`. */
export type ActivationIdentifier =
  | string
  | ((x: tf.Tensor) => tf.Tensor)
  | Activation
  | Serialized
  | { className: string; config?: unknown }
  | null

const aliases: Record<string, keyof typeof activations> = { swish: 'silu', hard_swish: 'hard_silu' }
const byName = new Map<string, Activation>()
function register(name: string, activation: Activation): void {
  for (const spelling of spellings(name)) byName.set(spelling, activation)
}
for (const [name, fn] of Object.entries(activations)) {
  register(name, { name, fn: fn as (x: tf.Tensor) => tf.Tensor })
}
for (const [alias, name] of Object.entries(aliases)) register(alias, byName.get(name)!)

/** All names that `getActivation` accepts. */
export const activationNames: readonly string[] = [...Object.keys(activations), ...Object.keys(aliases)]

/**
 * The activation meant by a name, a function, or a configuration; null means `linear`.
 *
 * @throws KeratinError `UNKNOWN_NAME` if there is none of that name
 * @example getActivation('relu').fn(tf.tensor([-1, 2])) // [0, 2]
 * @see https://keras.io/api/layers/activations/
 */
export function getActivation(identifier: ActivationIdentifier | undefined): Activation {
  if (identifier === null || identifier === undefined) return byName.get('linear')!
  if (typeof identifier === 'string') {
    const found = byName.get(identifier)
    if (!found) throw unknownName('activation', identifier, activationNames)
    return found
  }
  if (typeof identifier === 'function') {
    const known = [...byName.values()].find((a) => a.fn === identifier)
    return known ?? { name: identifier.name || 'activation', fn: identifier }
  }
  if (isActivation(identifier)) return identifier
  const { class_name, className, config } = identifier as {
    class_name?: string
    className?: string
    config?: unknown
  }
  if (typeof config === 'string') return getActivation(config) // how Keras writes a plain function
  const name = class_name ?? className
  if (typeof name === 'string') return getActivation(name)
  throw argumentError('activation', 'a name, a function or a configuration', 'activation', identifier)
}

const isActivation = (value: object): value is Activation =>
  typeof (value as Activation).fn === 'function' && typeof (value as Activation).name === 'string'

/** How files write an activation: its name. */
export const serializeActivation = (activation: Activation): string => activation.name
