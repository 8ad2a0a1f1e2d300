import { hasAssets, type Layer } from '../../layers/index.js'
import { assetPlaces } from '../keras/assets.js'
import type { StoredGroup } from './stored.js'

/** Gives layers that keep something besides weights what a group of a file holds of it: only numbers can be there. */
export function assignAssets(assets: readonly { layer: Layer; group: StoredGroup }[]): void {
  for (const { layer, group } of assets) {
    if (!hasAssets(layer)) continue
    layer.loadAssets({
      text: () => undefined,
      values: (name, length) => {
        const stored = group.weights[Number(name)]
        return stored && stored.shape[0] === length ? Float32Array.from(stored.read()) : undefined
      },
    })
  }
}

/** The layers that have learned something which is neither a weight nor a setting, such as a vocabulary. */
export function assetsBesideConfig(model: Layer): Layer[] {
  return assetPlaces(model)
    .filter(({ layer }) => {
      const { texts, values } = layer.saveAssets()
      const isThere = Object.values(texts).some((text) => text !== '') || Object.keys(values).length > 0
      const { vocabulary } = layer.getConfig()
      return isThere && !(Array.isArray(vocabulary) && Object.keys(values).length === 0)
    })
    .map(({ layer }) => layer)
}
