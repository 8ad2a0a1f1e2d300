import type { SymbolicTensor } from '../../src/graph/symbolic.js'
import { BatchNormalization, Dense, Dropout, Input, type Layer } from '../../src/layers/index.js'
import { Model, Sequential } from '../../src/model/index.js'
import { argumentError } from '../../src/support/errors.js'
import { checkedOptions } from '../../src/support/options.js'
import type { Base } from './base.js'

export interface TransferOptions {
  /** How many classes are told apart. */
  classes: number
  /** Units of the hidden layer of the head; 0 for none. Default 100. */
  head?: number
  /** The share of the features that is dropped in training. Default 0.5. */
  dropout?: number
}

/** A model on a base, and its head by itself: both have the same layers. */
export interface TransferModel {
  /** From pixels of 0 to 255 to probabilities. */
  model: Model
  /** From features to probabilities: what is trained while the base is frozen. */
  head: Sequential
}

/**
 * A new classifier on the features of a base.
 *
 * @param options.classes how many classes are told apart
 * @param options.head units of the hidden layer; 0 for none. Default 100
 * @param options.dropout share of the features that is dropped in training. Default 0.5
 * @returns `model`, from photos to probabilities, and `head`, its end, for training on features alone
 *
 * Input shape: `[batch, height, width, 3]`, pixels of 0 to 255. Output shape: `[batch, classes]`.
 *
 * @throws KeratinError `ARGUMENT`
 * @example
 * const { model, head } = transferModel(await openBase('my_model'), { classes: 2 })
 * @see https://keras.io/guides/transfer_learning/
 */
export function transferModel(base: Base, options: TransferOptions): TransferModel {
  const { features } = base
  const { classes, head: units = 100, dropout = 0.5 } = checkedOptions('transferModel', options)
  if (!Number.isInteger(units) || units < 0) {
    throw argumentError('transferModel', 'a whole number of units, or 0', 'head', units)
  }
  const layers: Layer[] = [
    Dropout(dropout, { name: 'head_dropout' }),
    ...(units > 0 ? [Dense(units, { activation: 'relu', name: 'head_hidden' })] : []),
    Dense(classes, { activation: 'softmax', name: 'head_classes' }),
  ]
  const [output] = features.outputs
  const head = new Sequential([Input({ shape: output!.shape.slice(1) }), ...layers], { name: 'head' })
  const classified = layers.reduce((x, layer) => layer(x) as SymbolicTensor, output!)
  return { model: new Model(features.inputs[0]!, classified, { name: 'transfer' }), head }
}

/**
 * Lets the last layers of a base be trained. Normalizations stay as they are: their statistics are of more photos than
 * there are now.
 *
 * @param count how many layers that have weights, from the end
 * @returns how many numbers of the base are trained now
 * @example unfreeze(base, 6)
 * @see https://keras.io/guides/transfer_learning/
 */
export function unfreeze(base: Base, count: number): number {
  const { network } = base
  network.trainable = true
  const withWeights = leaves(network).filter((layer) => layer.weights.length > 0)
  const open = new Set(
    withWeights
      .filter((layer) => !(layer instanceof BatchNormalization))
      .slice(count === 0 ? Number.POSITIVE_INFINITY : -count),
  )
  for (const layer of withWeights) layer.trainable = open.has(layer)
  return network.trainableWeights.reduce((sum, { size }) => sum + size, 0)
}

const leaves = (model: Model): Layer[] =>
  model.layers.flatMap((layer) => ('layers' in layer ? leaves(layer as Model) : [layer]))
