import type { Layer } from '../base/layer.js'

/** What a layer keeps in a file besides weights: texts in files of its own, numbers by name beside the weights. */
export interface LayerAssets {
  /** By file name: `vocabulary.txt`. */
  texts: Readonly<Record<string, string>>
  /** By name: `idf_weights`. */
  values: Readonly<Record<string, Float32Array>>
  /** Layers of Keras inside this one that keep the same again, by attribute: `_lookup_layer`. */
  alsoUnder: readonly string[]
}

/** Reads what was kept: undefined where there is none of that name. */
export interface AssetReader {
  text(name: string): string | undefined
  /** @param length how many there must be */
  values(name: string, length: number): Float32Array | undefined
}

/** A layer that has something to keep besides weights. */
export interface AssetLayer {
  saveAssets(): LayerAssets
  loadAssets(assets: AssetReader): void
}

export const hasAssets = (layer: Layer): layer is Layer & AssetLayer => 'saveAssets' in layer
