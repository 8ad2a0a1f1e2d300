import { hasAssets, type Layer } from '../../layers/index.js'
import type { Model } from '../../model/index.js'
import { broken } from '../broken.js'
import type { Origin } from '../upgrade/origin.js'
import { planLayer } from './plan-layer.js'
import type { Planned, StoredGroup } from './stored.js'

/**
 * How the weights of a model come from the groups of a file. Groups belong to the layers of their names; where names
 * differ, as they do for a model made anew, to the layers in turn.
 *
 * @throws KeratinError FILE_UNREADABLE with the layer and the weight that does not fit
 */
export function planModel(model: Model, groups: readonly StoredGroup[], origin: Origin): Planned[] {
  const weighty = groups.map(withoutSeeds).filter(({ weights }) => weights.length > 0)
  return pairs(model, weighty).flatMap(([layer, group]) => {
    // Keras 2 kept numbers of words too, which are in the configuration where the words are
    if (layer.weights.length === 0 && hasAssets(layer)) return []
    return planLayer(layer, group.weights, origin)
  })
}

/** States of random generators are not weights. */
const withoutSeeds = ({ layer, weights }: StoredGroup): StoredGroup => ({
  layer,
  weights: weights.filter(({ name }) => !/(^|[/_])(StateVar|seed_generator_state)(:\d+)?$/.test(name)),
})

function pairs(model: Model, groups: readonly StoredGroup[]): [Layer, StoredGroup][] {
  const byName = new Map(model.layers.map((layer) => [layer.name, layer]))
  const weighty = model.layers.filter((layer) => layer.weights.length > 0)
  const named = groups.map((group): [Layer | undefined, StoredGroup] => [byName.get(group.layer), group])
  if (named.every(([layer]) => layer !== undefined)) {
    const met = new Set(named.map(([layer]) => layer))
    const missing = weighty.find((layer) => !met.has(layer))
    if (missing)
      throw broken(`Layer "${missing.name}" (${missing.className}) has no weights in the file.`, differs)
    return named as [Layer, StoredGroup][]
  }
  if (weighty.length !== groups.length) {
    const stranger = named.find(([layer]) => !layer)![1].layer
    const counts = `The model has ${weighty.length} layers with weights, the file ${groups.length}`
    throw broken(`${counts}, one of them "${stranger}".`, differs)
  }
  return groups.map((group, i) => [weighty[i]!, group])
}

const differs = 'The file was saved from a model with other layers.'
