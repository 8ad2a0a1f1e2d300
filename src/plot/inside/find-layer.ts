import type { Layer } from '../../layers/index.js'
import { Model } from '../../model/index.js'
import { KeratinError } from '../../support/errors.js'
import { unknownName } from '../../support/names.js'

/** All layers of a model and of the models inside, with the way to each: `base/conv1`. */
export function layerPaths(model: Model, way = ''): Map<Layer, string> {
  const paths = new Map<Layer, string>()
  for (const layer of model.layers) {
    const path = `${way}${layer.name}`
    paths.set(layer, path)
    if (!(layer instanceof Model)) continue
    for (const [inner, innerPath] of layerPaths(layer, `${path}/`)) paths.set(inner, innerPath)
  }
  return paths
}

/**
 * The layer of a name, or of a way through models inside, `base/conv1`.
 *
 * @throws KeratinError UNKNOWN_NAME; ARGUMENT if several models inside have a layer of that name
 */
export function findLayer(where: string, model: Model, name: string): Layer {
  const all = [...layerPaths(model)]
  const exact = all.find(([, path]) => path === name)
  if (exact) return exact[0]
  const named = all.filter(([layer]) => layer.name === name)
  if (named.length === 1) return named[0]![0]
  const paths = all.map(([, path]) => path)
  if (named.length === 0) throw unknownName(`layer of model "${model.name}"`, name, paths)
  const ways = named.map(([, path]) => path)
  throw new KeratinError('ARGUMENT', `${where}: there are ${named.length} layers named "${name}".`, {
    hint: `Give the way to one of them: ${ways.join(', ')}.`,
  })
}
