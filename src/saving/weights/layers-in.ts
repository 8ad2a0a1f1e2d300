import type { Layer, Nested } from '../../layers/index.js'

/** A layer, or all in lists of any depth. */
export const layersIn = (inside: Nested<Layer>): Layer[] =>
  // a layer is a function, so lists are told by Array.isArray alone
  Array.isArray(inside) ? (inside as Nested<Layer>[]).flatMap(layersIn) : [inside as Layer]
