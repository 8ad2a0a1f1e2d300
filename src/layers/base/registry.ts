import { type Config, type ConfigurableClass, camelCaseKeys, Registry } from '../../support/registry.js'
import type { Layer } from './layer.js'

/** All layer classes by name: those of Keratin, and those registered by users. */
export const layerRegistry = new Registry<Layer>('layer', 'keras.layers')

/** The class as a registry takes it: made from a configuration in Keras' spelling. */
type LayerClass = { readonly className: string; new (...args: never[]): Layer }

/**
 * Makes classes of layers known by their `className`, so that files that hold them can be loaded.
 *
 * @example registerLayer(MyLayer)
 * @see https://keras.io/api/saving/serialization_utils/
 */
export function registerLayer(...classes: LayerClass[]): void {
  layerRegistry.register(...(classes as unknown as Parameters<typeof layerRegistry.register>))
}

const builtIn = new Set<string>()

/** Registers the classes that come with Keratin: files name no package for them. */
export function registerBuiltIn(...classes: LayerClass[]): void {
  registerLayer(...classes)
  for (const { className } of classes) builtIn.add(className)
}

/** Whether the class of that name comes with Keratin. */
export const isBuiltIn = (className: string): boolean => builtIn.has(className)

/** Makes a layer from class name and configuration. */
export const layerFrom = (className: string, config: Config): Layer =>
  layerRegistry.get({ class_name: className, config })

/** The layer meant: the one given, or made from what a file says of it. */
export const layerOf = (given: unknown): Layer => layerRegistry.get(given as Layer)

/** A new layer of the same class and configuration, but for some settings in Keras' spelling. */
export function layerLike(layer: Layer, changes: Config): Layer {
  const own = layer.constructor as unknown as ConfigurableClass<Layer>
  const config = { ...layer.getConfig(), ...changes }
  return own.fromConfig ? own.fromConfig(config) : new own(camelCaseKeys(config))
}
