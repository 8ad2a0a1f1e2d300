import { KeratinError } from '../../support/errors.js'
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

/**
 * Tokens as a text of one a line, as Keras writes vocabularies.
 *
 * @throws KeratinError `FILE_UNWRITABLE` if a token holds a line break: it would come back as two
 */
export function linesOfTokens(layer: Layer, tokens: readonly unknown[]): string {
  // both end lines where Python reads texts
  const broken = tokens.findIndex((token) => /[\n\r]/.test(String(token)))
  if (broken < 0) return tokens.join('\n')
  throw new KeratinError(
    'FILE_UNWRITABLE',
    `The vocabulary of ${layer.className} "${layer.name}" cannot be saved: token ${broken}, ` +
      `${JSON.stringify(tokens[broken])}, holds a line break, and files hold one token a line.`,
    { hint: 'Give the layer its vocabulary as an option, which is saved otherwise, or standardize texts.' },
  )
}

export const hasAssets = (layer: Layer): layer is Layer & AssetLayer => 'saveAssets' in layer
