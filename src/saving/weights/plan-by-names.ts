import type { Variable } from '../../engine/index.js'
import type { Layer } from '../../layers/index.js'
import type { Model } from '../../model/index.js'
import { broken } from '../broken.js'
import type { Origin } from '../upgrade/origin.js'
import { kindOf } from './kinds.js'
import { planModel } from './plan-model.js'
import type { Planned, StoredGroup, StoredWeight } from './stored.js'

/** What a file without groups is matched to: a layer directly in the model, and layers inside by their names. */
interface Place {
  readonly top: Layer
  /** Names of the layers from the top one down to the one that has the weights. */
  readonly chain: readonly string[]
  readonly owner: Layer
}

/**
 * How the weights of a model come from those of a file that has them all in one list, under names such as
 * `model/block/dense_1/kernel`. Parts of the path that name no layer (a model's, a scope's) are passed over.
 *
 * @throws KeratinError FILE_UNREADABLE with the layer and the weight that does not fit
 */
export function planByNames(model: Model, stored: readonly StoredWeight[], origin: Origin): Planned[] {
  const places = model.layers.flatMap((top) => placesIn(top, top, []))
  // names that say nothing: the order of model.weights, as getWeights gives them
  if (stored.every(({ name }) => /^(arr_|weights?_?)?\d+$/.test(name))) return inOrder(model, stored)
  const byPart = new Map<string, Place[]>()
  for (const place of places) {
    for (const name of new Set(place.chain)) byPart.set(name, [...(byPart.get(name) ?? []), place])
  }
  const found = new Map<Place, StoredWeight[]>()
  for (const weight of stored) {
    const place = placeOf(weight, byPart)
    if (!place) throw broken(`The file has a weight "${weight.name}", which belongs to no layer.`, differs)
    found.set(place, [...(found.get(place) ?? []), weight])
  }
  // the layers of the model in turn, in each those inside in its own order: trained ones first, as files have them
  const groups = model.layers.map((top): StoredGroup => {
    const own = places.filter((place) => place.top === top)
    return { layer: top.name, weights: inLayerOrder(top, own, found) }
  })
  return planModel(
    model,
    groups.filter(({ weights }) => weights.length > 0),
    origin,
  )
}

const differs = 'The file was saved from a model with other layers.'

function placesIn(top: Layer, layer: Layer, above: readonly string[]): Place[] {
  const chain = [...above, layer.name]
  const inside = (Object.values(layer.sublayers).flat() as Layer[]).flatMap((l) => placesIn(top, l, chain))
  return layer.ownWeights.length > 0 ? [{ top, chain, owner: layer }, ...inside] : inside
}

/** The place whose names the path of a weight has most of, the innermost first. */
function placeOf({ name }: StoredWeight, byPart: ReadonlyMap<string, Place[]>): Place | undefined {
  const parts = name.split(/[/.]/).slice(0, -1)
  const scores = new Map<Place, number>()
  for (const [depth, part] of parts.entries()) {
    for (const place of byPart.get(part) ?? []) scores.set(place, (scores.get(place) ?? 0) + 1 + depth / 1000)
  }
  let best: Place | undefined
  for (const [place, score] of scores) if (!best || score > scores.get(best)!) best = place
  return best
}

/** The weights of the layers in a layer, as its list of weights has them. */
function inLayerOrder(
  top: Layer,
  places: readonly Place[],
  found: ReadonlyMap<Place, StoredWeight[]>,
): StoredWeight[] {
  const ownerOf = new Map<Variable, Place>(
    places.flatMap((place) => place.owner.ownWeights.map((v): [Variable, Place] => [v, place])),
  )
  const left = new Map(places.map((place) => [place, [...(found.get(place) ?? [])]]))
  const ordered: StoredWeight[] = []
  for (const variable of [...top.trainableWeights, ...top.nonTrainableWeights]) {
    const rest = left.get(ownerOf.get(variable)!)!
    const kind = kindOf(variable.name)
    const at = rest.findIndex(({ name }) => kindOf(name) === kind)
    ordered.push(...rest.splice(Math.max(0, at), 1))
  }
  return [...ordered, ...[...left.values()].flat()]
}

function inOrder(model: Model, stored: readonly StoredWeight[]): Planned[] {
  const number = ({ name }: StoredWeight) => Number(/\d+$/.exec(name)![0])
  const list = [...stored].sort((a, b) => number(a) - number(b))
  const { weights } = model
  if (weights.length !== list.length)
    throw broken(`The model has ${weights.length} weights, the file ${list.length}.`, differs)
  return weights.map((variable, i) => {
    const { shape } = list[i]!
    const same =
      shape.length === variable.shape.length && shape.every((d, axis) => d === variable.shape[axis])
    if (!same)
      throw broken(
        `The weight "${variable.path}" has shape [${variable.shape}], the file holds [${shape}].`,
        differs,
      )
    return { variable, sources: [list[i]!], make: ([array]) => array!.data }
  })
}
