import type { Activation } from '../../activations/activation.js'
import type { tf } from '../../engine/index.js'
import { ForwardPass } from '../../graph/forward-pass.js'
import { serializeLayer } from '../../layers/base/serialize.js'
import { type Layer, layerRegistry } from '../../layers/index.js'
import { KeratinError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { isObject } from './json-checks.js'

/**
 * The settings with a layer in the place of an activation as the function that it is: `Dense(activation=LeakyReLU(0.1))`
 * is written with the layer.
 *
 * @throws KeratinError UNSUPPORTED for a layer with weights
 */
export function withActivationLayers(config: Config, make: (described: Config) => Layer): Config {
  const changed = Object.entries(config).flatMap(([key, value]) => {
    if (!/(^|_)activation$/.test(key) || !isObject(value) || !isObject(value.config)) return []
    const { class_name } = value
    const found = typeof class_name === 'string' && layerRegistry.find(class_name)
    if (!found) return []
    if (!(found as unknown as typeof Layer).stateless)
      throw new KeratinError('UNSUPPORTED', `A layer of class "${class_name}" cannot be an activation.`)
    return [[key, activationOf(make(value))]]
  })
  return { ...config, ...Object.fromEntries(changed) }
}

function activationOf(layer: Layer): Activation {
  const context = () => ({ training: false, mask: null, kwargs: {}, pass: new ForwardPass(false, true) })
  const { module, class_name, config, registered_name } = serializeLayer(layer)
  return {
    // the name of a class: engines know functions by other names
    name: layer.className,
    fn: (x) => layer.call(x, context()) as tf.Tensor,
    serialized: { module, class_name, config, registered_name },
  }
}
