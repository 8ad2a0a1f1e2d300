import type { Variable } from '../../engine/index.js'
import type { Layer } from '../../layers/index.js'
import { KeratinError, showShape } from '../../support/errors.js'
import { broken } from '../broken.js'
import type { Origin } from '../upgrade/origin.js'
import { kernelRecipe } from './kernels.js'
import { agree, kindOf } from './kinds.js'
import { localRecipe } from './locally-connected.js'
import { arraysInKeras1, type Recipe, recurrentRecipe } from './recurrent.js'
import { type Planned, type StoredWeight, sameShape, type Values } from './stored.js'

/** Layers in a layer that have weights of their own, each once, in Keras' order. */
export function weightOwners(layer: Layer): Layer[] {
  const owners = new Set<Layer>()
  const visit = (one: Layer): void => {
    if (one.ownWeights.length > 0) owners.add(one)
    for (const inside of Object.values(one.sublayers).flat() as Layer[]) visit(inside)
  }
  visit(layer)
  return [...owners]
}

/**
 * How the weights of a layer, a wrapper or a model come from those that a file keeps under its name. Keras counts on
 * the order, which is that of the layers inside, all that is trained before all that is not.
 *
 * @throws KeratinError FILE_UNREADABLE with the layer and the weight that does not fit
 */
export function planLayer(layer: Layer, stored: readonly StoredWeight[], origin: Origin): Planned[] {
  const owners = weightOwners(layer)
  const ownerOf = new Map(owners.flatMap((owner) => owner.ownWeights.map((v) => [v, owner] as const)))
  let problem: KeratinError | undefined
  for (const order of orders(layer)) {
    const share = shares(order, ownerOf, stored.length)
    if (!share) continue
    try {
      return owners.flatMap((owner) => {
        const places = share.flatMap((o, i) => (o === owner ? [i] : []))
        return planOwner(
          owner,
          places.map((i) => stored[i]!),
          origin,
        )
      })
    } catch (error) {
      if (!(error instanceof KeratinError)) throw error
      problem ??= error
    }
  }
  if (problem) throw problem
  const [has, holds] = [layer.weights.length, stored.length]
  throw broken(
    `Layer "${layer.name}" (${layer.className}) has ${has} weights, but the file holds ${holds}.`,
    differs,
  )
}

const differs = 'The file was saved from a model with other layers.'

/** In what order the weights of a layer may lie, the likeliest first. */
function orders(layer: Layer): Variable[][] {
  const all = layer.weights
  return [
    [...layer.trainableWeights, ...layer.nonTrainableWeights],
    [...all.filter((v) => v.trainable), ...all.filter((v) => !v.trainable)],
    all,
  ]
}

/** Which layer each of `count` arrays belongs to; undefined if they cannot lie in this order. */
function shares(
  order: readonly Variable[],
  ownerOf: ReadonlyMap<Variable, Layer>,
  count: number,
): Layer[] | undefined {
  const each = order.map((v) => ownerOf.get(v)!)
  if (each.length === count) return each
  // Keras 1 kept every gate for itself
  const grown: Layer[] = []
  for (const [i, owner] of each.entries()) {
    if (each.indexOf(owner) !== i) continue
    const own = each.filter((o) => o === owner).length
    grown.push(...Array<Layer>(arraysInKeras1(owner.className, own)).fill(owner))
  }
  return grown.length === count ? grown : undefined
}

/** The weights of one layer from its arrays. */
function planOwner(owner: Layer, stored: readonly StoredWeight[], origin: Origin): Planned[] {
  const variables = owner.ownWeights
  const wanted = variables.map(({ shape }) => shape)
  const shapes = stored.map(({ shape }) => shape)
  const recipe = recipeOf(owner, shapes, wanted, origin)
  if (!recipe && stored.length !== variables.length) throw misfit(owner, variables[0]!, stored[0]!)
  return variables.map((variable, i) => {
    if (recipe) {
      const make = (arrays: readonly Values[]) => checked(owner, variable, recipe[i]!(arrays))
      return { variable, sources: stored, make, adds: isOfCard(owner, stored) }
    }
    const own = sameKind(variable, i, variables, stored)
    if (!own || !sameShape(own.shape, variable.shape)) throw misfit(owner, variable, own ?? stored[i]!)
    return { variable, sources: [own], make: ([array]) => array!.data }
  })
}

/** The library of the graphics card has two biases where one is enough. */
const isOfCard = (owner: Layer, stored: readonly StoredWeight[]): boolean =>
  owner.className === 'LSTMCell' && stored.length === 3

/** Weights of a layer lie in its order; where names say otherwise, they are right. */
function sameKind(
  variable: Variable,
  index: number,
  variables: readonly Variable[],
  stored: readonly StoredWeight[],
): StoredWeight | undefined {
  if (variables.every((v, i) => agree(stored[i]!.name, v.name))) return stored[index]
  const kind = kindOf(variable.name)
  const found = stored.filter(({ name }) => kindOf(name) === kind)
  return kind !== undefined && found.length === 1 ? found[0] : undefined
}

function recipeOf(
  owner: Layer,
  shapes: readonly (readonly number[])[],
  wanted: readonly (readonly number[])[],
  origin: Origin,
): Recipe | undefined {
  const { className } = owner
  const { units = 0, dataFormat } = owner as unknown as { units?: number; dataFormat?: string }
  const channelsFirst = dataFormat === 'channels_first'
  return (
    recurrentRecipe(className, shapes, units) ??
    localRecipe(owner, shapes) ??
    kernelRecipe({ className, channelsFirst }, shapes, wanted, origin)
  )
}

function checked(owner: Layer, variable: Variable, { shape, data }: Values) {
  if (sameShape(shape, variable.shape)) return data
  throw broken(misfitText(owner, variable, `of shape ${showShape(shape)}`), differs)
}

const misfit = (owner: Layer, variable: Variable, stored: StoredWeight | undefined) =>
  broken(
    misfitText(owner, variable, stored ? `"${stored.name}" of shape ${showShape(stored.shape)}` : 'no array'),
    differs,
  )

const misfitText = (owner: Layer, { name, shape }: Variable, holds: string): string =>
  `Layer "${owner.name}" (${owner.className}): the weight "${name}" has shape ${showShape(shape)}, the file holds ${holds}.`
