import type { Variable } from '../../engine/index.js'
import type { Layer, Nested } from '../../layers/index.js'
import { Model } from '../../model/index.js'
import { snakeCase } from '../../support/names.js'

/** The weights that are a layer's own, and the group they have in a weights file. */
export interface WeightPlace {
  /** Path of the group; empty for the model itself. */
  readonly path: string
  readonly layer: Layer
  readonly weights: readonly Variable[]
}

/**
 * Where Keras keeps the weights of a layer or model and of all layers inside: groups are named by attribute, and in
 * lists by class in snake case, numbered from the second of a class on. A layer that is met again has one place.
 */
export function weightPlaces(root: Layer): WeightPlace[] {
  const places: WeightPlace[] = []
  const met = new Set<Layer>()
  const visit = (layer: Layer, path: string): void => {
    if (met.has(layer)) return
    met.add(layer)
    places.push({ path, layer, weights: layer.ownWeights })
    // Keras goes through attributes in the order of the alphabet, private ones last, layers of a model before all
    const attributes = Object.entries(layer.sublayers)
    const first = layer instanceof Model ? 'layers' : undefined
    attributes.sort(([a], [b]) => (sortKey(a, first) < sortKey(b, first) ? -1 : 1))
    for (const [attribute, inside] of attributes) visitNested(inside, `${path}/${attribute}`)
  }
  const visitNested = (inside: Nested<Layer>, path: string): void => {
    if (!isList(inside)) visit(inside, path)
    else for (const [name, member] of named(inside)) visitNested(member, `${path}/${name}`)
  }
  visit(root, '')
  return places
}

// a layer is a function, so Array.isArray does not narrow a readonly list
const isList = (value: Nested<Layer>): value is readonly Nested<Layer>[] => Array.isArray(value)

const sortKey = (attribute: string, first: string | undefined): string => {
  if (attribute === first) return ''
  return attribute.startsWith('_') ? `~${attribute}` : attribute
}

function named(layers: readonly Nested<Layer>[]): [string, Nested<Layer>][] {
  const counts = new Map<string, number>()
  return layers.map((layer) => {
    const name = isList(layer) ? 'container' : snakeCase(layer.sourceName)
    const n = counts.get(name) ?? 0
    counts.set(name, n + 1)
    return [n === 0 ? name : `${name}_${n}`, layer]
  })
}
