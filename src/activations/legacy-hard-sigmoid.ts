import { withDerivative } from '../engine/differentiable.js'
import { tf } from '../engine/index.js'
import type { Serialized } from '../support/registry.js'

/** `clip(0.2 x + 0.5, 0, 1)`: what `hard_sigmoid` was up to Keras 2. */
export const legacyHardSigmoid = (x: tf.Tensor): tf.Tensor =>
  withDerivative(
    x,
    (v) => tf.clipByValue(tf.add(tf.mul(v, 0.2), 0.5), 0, 1),
    (v) => tf.mul(tf.cast(tf.less(tf.abs(v), 2.5), 'float32'), 0.2),
  )

const layer = (class_name: string, config: Record<string, unknown>): Serialized => ({
  module: 'keras.layers',
  class_name,
  config,
  registered_name: null,
})

/**
 * How files hold it: Keras 3 has no function of that meaning, but takes a model in the place of one. It loads as it
 * is, with the same numbers.
 */
export const serializedLegacyHardSigmoid = (): Serialized => ({
  module: 'keras',
  class_name: 'Sequential',
  config: {
    name: 'legacy_hard_sigmoid',
    layers: [layer('Rescaling', { scale: 0.2, offset: 0.5 }), layer('ReLU', { max_value: 1 })],
  },
  registered_name: null,
})

/** Whether this is what `serializedLegacyHardSigmoid` gives, perhaps written again by Keras. */
export function isLegacyHardSigmoid(value: unknown): boolean {
  const { class_name, config } = value as { class_name?: unknown; config?: { layers?: unknown } }
  if (class_name !== 'Sequential' || !Array.isArray(config?.layers)) return false
  const layers = config.layers as { class_name?: unknown; config?: Record<string, unknown> }[]
  const [first, second, ...rest] = layers.filter((l) => l?.class_name !== 'InputLayer')
  return (
    rest.length === 0 &&
    first?.class_name === 'Rescaling' &&
    first.config?.scale === 0.2 &&
    first.config.offset === 0.5 &&
    second?.class_name === 'ReLU' &&
    second.config?.max_value === 1 &&
    !second.config.negative_slope &&
    !second.config.threshold
  )
}
