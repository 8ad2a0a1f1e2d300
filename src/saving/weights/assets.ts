import type { Layer } from '../../layers/index.js'
import { assetPlaces } from '../keras/assets.js'

/** The layers that have learned something which is neither a weight nor a setting, such as a vocabulary. */
export const assetsBesideConfig = (model: Layer): Layer[] =>
  assetPlaces(model)
    .map(({ layer }) => layer)
    .filter((layer) => Object.values(layer.saveAssets().texts).some((text) => text !== ''))
