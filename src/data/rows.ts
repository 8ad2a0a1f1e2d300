import { lentRows, tf } from '../engine/index.js'
import { KeratinError } from '../support/errors.js'
import { countRows, disposeTree, mapTree, type Tree } from './structure.js'

/**
 * Rows of a tree of tensors that are all in memory: the tensors themselves are never copied, only what is taken out.
 */
export class Rows<S extends Tree<tf.Tensor> = Tree<tf.Tensor>> {
  /** The number of rows. */
  readonly size: number
  readonly #start: number

  /**
   * @param tree tensors with the same first axis
   * @param owned tensors to dispose with the rows
   */
  constructor(
    readonly tree: S,
    readonly owned: readonly tf.Tensor[] = [],
    range?: { start: number; end: number },
  ) {
    const { start, end } = range ?? { start: 0, end: countRows(tree) }
    this.#start = start
    this.size = end - start
  }

  /** The rows from `start` up to `end`, as new tensors. */
  slice(start: number, end: number): S {
    const from = this.#start + start
    return this.#take((t) => tf.slice(t, from, end - start))
  }

  /** The same for a short time: they may lie in the memory of the tensors that they are taken from. */
  lend(start: number, end: number): S {
    const from = this.#start + start
    return this.#take((t) => lentRows(t, from, end - start))
  }

  /** The rows with these indices, as new tensors. */
  gather(indices: Int32Array): S {
    const absolute = this.#start === 0 ? indices : indices.map((i) => i + this.#start)
    const index = tf.tensor1d(absolute, 'int32')
    try {
      return this.#take((t) => (t.dtype === 'string' ? gatherTexts(t, absolute) : tf.gather(t, index)))
    } finally {
      index.dispose()
    }
  }

  /** One row without its axis, as new tensors. */
  row(index: number): S {
    return this.#take((t) => tf.reshape(tf.slice(t, this.#start + index, 1), t.shape.slice(1)))
  }

  /** A view of the rows from `start` up to `end`. Disposing any view disposes what all of them share. */
  view(start: number, end: number): Rows<S> {
    return new Rows(this.tree, this.owned, { start: this.#start + start, end: this.#start + end })
  }

  /**
   * Splits off the last part, as Keras' `validation_split` does: before any shuffling, at floor(n · (1 − fraction)).
   *
   * @throws KeratinError ARGUMENT when a side would be empty
   */
  split(fraction: number): [first: Rows<S>, last: Rows<S>] {
    if (!(fraction > 0 && fraction < 1)) {
      throw new KeratinError(
        'ARGUMENT',
        `validationSplit must be between 0 and 1. Received: validationSplit=${fraction}.`,
      )
    }
    const at = Math.floor(this.size * (1 - fraction))
    if (at === 0 || at === this.size) {
      const sides = `${at} for training and ${this.size - at} for validation`
      throw new KeratinError(
        'ARGUMENT',
        `validationSplit=${fraction} of ${this.size} samples would leave ${sides}.`,
        {
          hint: 'Give more samples or another fraction.',
        },
      )
    }
    return [this.view(0, at), this.view(at, this.size)]
  }

  dispose(): void {
    disposeTree(this.owned)
  }

  #take(take: (t: tf.Tensor) => tf.Tensor): S {
    return tf.tidy(() => mapTree(this.tree as Tree<tf.Tensor>, take) as tf.TensorContainer) as unknown as S
  }
}

/** What `tf.gather` does, which refuses texts. */
function gatherTexts(t: tf.Tensor, indices: Int32Array): tf.Tensor {
  // the bytes as they are kept: nothing is decoded
  const texts = tf.engine().readSync(t.dataId) as unknown as Uint8Array[]
  const width = t.size / (t.shape[0] || 1)
  const taken: Uint8Array[] = []
  for (const i of indices) for (let j = 0; j < width; j++) taken.push(texts[i * width + j]!)
  return tf.tensor(taken as unknown as string[], [indices.length, ...t.shape.slice(1)], 'string')
}
