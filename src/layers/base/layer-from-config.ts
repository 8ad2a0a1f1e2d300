import { fromConfig } from '../../support/from-config.js'
import { madeFromConfig } from '../../support/inherited-options.js'
import { isPlainObject } from '../../support/options.js'
import type { Config, ConfigurableClass } from '../../support/registry.js'
import type { Layer } from './layer.js'

/** A class of layers as a configuration is read with it. */
export interface LayerClass extends ConfigurableClass<Layer> {
  /** Settings that are layers, or lists of layers. */
  readonly innerLayers?: readonly string[]
}

/**
 * The one way from a configuration to a layer, for files, copies and layers within layers: what the class says to be
 * layers is made first; then the class makes the layer, by `fromConfig` where it has one. Settings that it does not
 * know are passed over: other versions of Keras write more of them, or fewer.
 *
 * @param make makes a layer within it from what is said of it
 */
export function layerFromConfig(
  found: LayerClass,
  config: Config,
  make: (described: Config) => Layer,
): Layer {
  const settings = { ...config, ...innerLayers(found, config, make) }
  return madeFromConfig(() =>
    found.fromConfig ? found.fromConfig(settings) : fromConfig(found, settings, unchecked(found)),
  )
}

/** The settings of a configuration that describe layers within a layer of the class, changed each. */
export function innerLayers(
  { innerLayers: names = [] }: Pick<LayerClass, 'innerLayers'>,
  config: Config,
  change: (described: Config) => unknown,
): Config {
  const one = (value: unknown) => (isPlainObject(value) && 'class_name' in value ? change(value) : value)
  const known = names.filter((name) => name in config)
  const changed = known.map((name) => {
    const value = config[name]
    return [name, Array.isArray(value) ? value.map(one) : one(value)]
  })
  return Object.fromEntries(changed)
}

/** The class without the check for misspelt options, which is meant for people. */
function unchecked(found: LayerClass): new () => object {
  function Unchecked() {}
  Unchecked.prototype = (found as { prototype?: unknown }).prototype
  return Unchecked as never
}
