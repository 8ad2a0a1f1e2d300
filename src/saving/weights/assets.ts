import type { Layer } from '../../layers/index.js'
import { assetPlaces } from '../keras/assets.js'

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
