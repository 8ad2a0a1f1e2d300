import type { Operation } from '../../graph/operation.js'
import { argumentError } from '../../support/errors.js'
import { configOf } from '../../support/python-floats.js'
import type { Config } from '../../support/registry.js'
import type { Layer } from './layer.js'
import { isBuiltInLayer } from './registry.js'

/** A layer as Keras writes it, without its calls. */
interface SerializedLayer {
  module: string | null
  class_name: string
  config: Config
  registered_name: string | null
  build_config?: Config
}

/** A layer as Keras writes it, also where it is a setting of another layer. */
export function serializeLayer(layer: Layer): SerializedLayer {
  // Keras names the class a second time where it is no public one
  const { module } = layer.constructor as typeof Layer
  const saved: SerializedLayer = isBuiltInLayer(layer)
    ? {
        module: module ?? 'keras.layers',
        class_name: layer.className,
        config: configOf(layer),
        registered_name: module ? layer.className : null,
      }
    : {
        module: null,
        class_name: layer.className,
        config: configOf(layer),
        registered_name: registeredName(layer),
      }
  const build = layer.getBuildConfig()
  // a class of a user's own may have weights, whatever it is derived from
  const needsNone = isBuiltInLayer(layer) && (layer.constructor as typeof Layer).builtFromBeginning
  if (build && !needsNone) saved.build_config = build
  return saved
}

/**
 * The name that a class of a user's own is found by when a file is read: package and class.
 *
 * @throws KeratinError `ARGUMENT` if the class has no name
 */
export function registeredName(layer: Operation): string {
  const { className, constructor: made } = layer
  const inherited = !Object.hasOwn(made, 'className') && !made.name
  if (className && !inherited) return `${(made as typeof Operation).package}>${className}`
  throw argumentError(
    `The class of layer "${layer.name}"`,
    'a name, to be found by when the file is read',
    'className',
    className || 'none',
    "Write class MyLayer extends Layer, or give it static className = 'MyLayer'.",
  )
}
