import { type Config, Registry } from '../support/registry.js'
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

/** Makes a layer from class name and configuration. */
export const layerFrom = (className: string, config: Config): Layer =>
  layerRegistry.get({ class_name: className, config })
