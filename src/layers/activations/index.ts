import type { tf } from '../../engine/index.js'
import { argumentError } from '../../support/errors.js'
import { unknownName } from '../../support/names.js'
import type { Serialized } from '../../support/registry.js'
import type { Activation } from './activation.js'
import { glu, logSoftmax, softmax, sparsemax } from './along-axis.js'
import { isLegacyHardSigmoid, legacyHardSigmoid, serializedLegacyHardSigmoid } from './legacy-hard-sigmoid.js'
import * as rectifiers from './rectifiers.js'
import * as smooth from './smooth.js'

export type { Activation } from './activation.js'

/** All activation functions by Keras' names; those with options take them as second argument. */
export const activations = {
  linear: rectifiers.linear,
  relu: rectifiers.relu,
  relu6: rectifiers.relu6,
  leaky_relu: rectifiers.leakyRelu,
  sigmoid: smooth.sigmoid,
  tanh: smooth.tanh,
  softmax,
  log_softmax: logSoftmax,
  softplus: smooth.softplus,
  softsign: smooth.softsign,
  elu: smooth.elu,
  selu: smooth.selu,
  celu: smooth.celu,
  gelu: smooth.gelu,
  silu: smooth.silu,
  mish: smooth.mish,
  exponential: smooth.exponential,
  hard_sigmoid: rectifiers.hardSigmoid,
  hard_silu: rectifiers.hardSilu,
  hard_tanh: rectifiers.hardTanh,
  hard_shrink: rectifiers.hardShrink,
  soft_shrink: rectifiers.softShrink,
  tanh_shrink: smooth.tanhShrink,
  log_sigmoid: smooth.logSigmoid,
  threshold: rectifiers.threshold,
  sparse_sigmoid: rectifiers.sparseSigmoid,
  sparse_plus: rectifiers.sparsePlus,
  sparsemax,
  squareplus: smooth.squareplus,
  glu,
} as const

/** What may be given where an activation is wanted; null is `linear`. */
export type ActivationIdentifier =
  | string
  | ((x: tf.Tensor) => tf.Tensor)
  | Activation
  | Serialized
  | { className: string; config?: unknown }
  | null

const aliases: Record<string, keyof typeof activations> = { swish: 'silu', hard_swish: 'hard_silu' }
const normal = (name: string): string => name.toLowerCase().replace(/[_\-\s]/g, '')
const byName = new Map<string, Activation>()
for (const [name, fn] of Object.entries(activations)) {
  byName.set(normal(name), { name, fn: fn as (x: tf.Tensor) => tf.Tensor })
}
for (const [alias, name] of Object.entries(aliases)) byName.set(normal(alias), byName.get(normal(name))!)

const legacy: Activation = {
  name: 'legacy_hard_sigmoid',
  fn: legacyHardSigmoid,
  serialized: serializedLegacyHardSigmoid(),
}
byName.set(normal(legacy.name), legacy)

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
    const found = byName.get(normal(identifier))
    if (!found) throw unknownName('activation', identifier, activationNames)
    return found
  }
  if (typeof identifier === 'function') {
    const known = [...byName.values()].find((a) => a.fn === identifier)
    return known ?? { name: identifier.name || 'activation', fn: identifier }
  }
  if (isActivation(identifier)) return identifier
  if (isLegacyHardSigmoid(identifier)) return legacy
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

/** How files write an activation: its name, where that says all. */
export const serializeActivation = ({ name, serialized }: Activation): string | Serialized =>
  serialized ?? name
