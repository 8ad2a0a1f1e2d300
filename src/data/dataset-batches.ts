import { tf } from '../engine/index.js'
import { KeratinError, show } from '../support/errors.js'
import type { Batch, BatchSource } from './batches.js'
import type { Dataset } from './dataset.js'
import { countRows, disposeTree, isRecord, leavesOf, type Structure, type Tree } from './structure.js'

/** A data set whose elements are batches: `[x]`, `[x, y]`, `[x, y, sampleWeight]` or `{ x, y, sampleWeight }`. */
export class DatasetBatches implements BatchSource {
  readonly size = undefined

  /** @param once whether the elements can be gone through only once */
  constructor(
    readonly dataset: Dataset<unknown>,
    readonly once = false,
  ) {}

  get steps(): number | undefined {
    return this.dataset.size
  }

  batches(): Iterable<Batch> | AsyncIterable<Batch> {
    const elements = this.dataset.open()
    return Symbol.iterator in elements ? batchesNow(elements) : batchesLater(elements)
  }

  /** The data set stays the caller's. */
  dispose(): void {}
}

function* batchesNow(elements: Iterable<unknown>): Generator<Batch, void> {
  for (const element of elements) yield toBatch(element)
}

async function* batchesLater(elements: AsyncIterable<unknown>): AsyncGenerator<Batch, void> {
  for await (const element of elements) yield toBatch(element)
}

function toBatch(element: unknown): Batch {
  const [x, y, sampleWeight] = partsOf(element)
  const parts = { x, y: y ?? undefined, sampleWeight: sampleWeight ?? undefined }
  const wrong = leavesOf(parts as Tree<unknown>).find(({ leaf }) => !(leaf instanceof tf.Tensor))
  try {
    if (wrong || x === undefined) {
      const received = wrong ? `${wrong.path} is ${show(wrong.leaf)}` : show(element)
      const expected = 'Expected: [x, y], [x, y, sampleWeight] or { x, y, sampleWeight } of tensors.'
      throw new KeratinError(
        'DATA',
        `An element of the data set is no batch. ${expected} Received: ${received}.`,
        {
          hint: 'Call batch(size) on the data set.',
        },
      )
    }
    return { ...(parts as { x: Structure<tf.Tensor> }), size: countRows(parts as Tree<tf.Tensor>) }
  } catch (error) {
    disposeTree(element as Tree<unknown>)
    throw error
  }
}

function partsOf(element: unknown): readonly unknown[] {
  if (Array.isArray(element)) return element
  if (isRecord(element) && 'x' in element) return [element.x, element.y, element.sampleWeight]
  return [element]
}
