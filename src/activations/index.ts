import type { tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import { unknownName } from '../support/names.js'
import { isPlainObject } from '../support/options.js'
import { type Serialized, spellings } from '../support/registry.js'
import type { Activation } from './activation.js'
import { isLegacyHardSigmoid, legacyHardSigmoid, serializedLegacyHardSigmoid } from './legacy-hard-sigmoid.js'
import { plainActivation } from './plain.js'
import { activations } from './table.js'

export type { Activation } from './activation.js'
export { activations } from './table.js'

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

const legacy: Activation = {
  name: 'legacy_hard_sigmoid',
  fn: legacyHardSigmoid,
  serialized: serializedLegacyHardSigmoid(),
}
byName.set(legacy.name, legacy)

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
    const known = [...byName.values()].find((a) => a.fn === plainActivation(identifier))
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
  if (typeof name === 'string') {
    const found = getActivation(name)
    if (isPlainObject(config) && Object.keys(config).length > 0) {
      const hint = 'Give a function: (x) => activations.leakyRelu(x, { negativeSlope: 0.1 }).'
      throw argumentError(
        `activation "${found.name}"`,
        'left out: a name has no settings',
        'config',
        config,
        hint,
      )
    }
    return found
  }
  throw argumentError('activation', 'a name, a function or a configuration', 'activation', identifier)
}

const isActivation = (value: object): value is Activation =>
  typeof (value as Activation).fn === 'function' && typeof (value as Activation).name === 'string'

/** How files write an activation: its name, where that says all. */
export const serializeActivation = ({ name, serialized }: Activation): string | Serialized =>
  serialized ?? name
