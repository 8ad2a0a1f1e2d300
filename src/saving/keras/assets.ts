import { type AssetLayer, hasAssets, type Layer } from '../../layers/index.js'
import type { WeightsFile } from './read-weights.js'
import { weightPlaces } from './weight-places.js'

/** The name and the bytes of a file of an archive. */
export interface AssetFile {
  name: string
  data: Uint8Array
}

const nameOf = (path: string, file: string): string => `assets${path}/${file}`

/** The texts that layers of a model keep in files of their own, such as vocabularies. */
export function assetFiles(model: Layer): AssetFile[] {
  return assetPlaces(model).flatMap(({ layer, paths }) =>
    Object.entries(layer.saveAssets().texts).flatMap(([file, text]) =>
      paths.map((path) => ({ name: nameOf(path, file), data: new TextEncoder().encode(text) })),
    ),
  )
}

/** Gives each layer what it kept in the files of an archive and in the weights. */
export function loadAssets(
  model: Layer,
  read: (name: string) => Uint8Array | undefined,
  weights: WeightsFile,
): void {
  for (const { layer, paths } of assetPlaces(model)) {
    layer.loadAssets({
      text: (file) => {
        const bytes = read(nameOf(paths[0]!, file))
        return bytes && new TextDecoder().decode(bytes)
      },
      values: (name, length) => {
        const path = `${paths[0]}/vars/${name}`
        return weights.has(path) ? Float32Array.from(weights.read(path, [length])) : undefined
      },
    })
  }
}

/** Layers that keep something, with the groups they keep it in: Keras writes it again for layers inside. */
export function assetPlaces(model: Layer): { layer: Layer & AssetLayer; paths: string[] }[] {
  return weightPlaces(model).flatMap(({ path, layer }) =>
    hasAssets(layer)
      ? [{ layer, paths: [path, ...layer.saveAssets().alsoUnder.map((attribute) => `${path}/${attribute}`)] }]
      : [],
  )
}
