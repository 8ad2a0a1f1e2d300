import { type Config, type ConfigurableClass, Registry } from '../../support/registry.js'
import type { Layer } from './layer.js'
import { layerFromConfig } from './layer-from-config.js'

/** All layer classes by name: those of Keratin, and those registered by users. */
export const layerRegistry = new Registry<Layer>('layer', 'keras.layers', {
  make: (found, config) => layerFromConfig(found, config, layerOf),
})

/** The class as a registry takes it: made from a configuration in Keras' spelling. */
type LayerClass = {
  readonly className: string
  readonly name: string
  readonly prototype: Layer
  new (...args: never[]): Layer
}

/**
 * Makes classes of layers known by their `className`, so that files that hold them can be loaded.
 *
 * @example registerLayer(MyLayer)
 * @see https://keras.io/api/saving/serialization_utils/
 */
export function registerLayer(...classes: LayerClass[]): void {
  layerRegistry.register(...(classes as unknown as Parameters<typeof layerRegistry.register>))
}

const builtIn = new Set<object>()

/** Registers the classes that come with Keratin: files name no package for them. */
export function registerBuiltIn(...classes: LayerClass[]): void {
  registerLayer(...classes)
  for (const { prototype } of classes) builtIn.add(prototype)
}

const givenUp = new Set<object>()

/** Registers classes that Keras 3 has given up: they come with Keratin, but files name the package of a user for them. */
export function registerGivenUp(...classes: LayerClass[]): void {
  registerLayer(...classes)
  for (const { prototype } of classes) givenUp.add(prototype)
}

/** Whether somebody else wrote the class of a layer. */
export const isOfOthers = (layer: Layer): boolean =>
  !isBuiltInLayer(layer) && !givenUp.has(Object.getPrototypeOf(layer))

/** Whether the class of a layer comes with Keratin: one of a user's own may have the same name. */
export const isBuiltInLayer = (layer: Layer): boolean => builtIn.has(Object.getPrototypeOf(layer))

/** Likewise, of a class. */
export const isBuiltInClass = ({ prototype }: { readonly prototype: object }): boolean =>
  builtIn.has(prototype)

/** Makes a layer from class name and configuration. */
export const layerFrom = (className: string, config: Config): Layer =>
  layerRegistry.get({ class_name: className, config })

/** The layer meant: the one given, or made from what is said of it. */
const layerOf = (given: unknown): Layer => layerRegistry.get(given as Layer)

/** A new layer of the same class and configuration, but for some settings in Keras' spelling. */
export const layerLike = (layer: Layer, changes: Config): Layer =>
  layerRegistry.make(layer.constructor as unknown as ConfigurableClass<Layer>, {
    ...layer.getConfig(),
    ...changes,
  })
