import { tf } from '../engine/index.js'
import type { RandomStream } from '../support/random.js'
import { ShuffleBuffer } from './shuffle-buffer.js'
import { stack } from './stack.js'
import { disposeTree, leavesOf, type Tree } from './structure.js'

type Sequence<T> = Iterable<T> | AsyncIterable<T>

/** Each element given to a function; tensors of the element that are not in the result are disposed. */
export async function* mapped<T, U>(
  elements: Sequence<T>,
  fn: (element: T, index: number) => U | Promise<U>,
): AsyncGenerator<U, void> {
  let index = 0
  for await (const element of elements) {
    let result: U | undefined
    try {
      result = await fn(element, index++)
    } finally {
      const kept = tensorsIn(result)
      for (const t of tensorsIn(element)) if (!kept.has(t) && !t.isDisposed) t.dispose()
    }
    yield result as U
  }
}

/** The first elements. */
export async function* taken<T>(elements: Sequence<T>, count: number): AsyncGenerator<T, void> {
  let left = count
  if (left === 0) return
  for await (const element of elements) {
    yield element
    if (--left === 0) return
  }
}

/** Elements in the order in which a shuffle buffer gives them; what is left in it is disposed. */
export async function* shuffled<T>(
  elements: Sequence<T>,
  capacity: number,
  random: RandomStream,
): AsyncGenerator<T, void> {
  const buffer = new ShuffleBuffer<{ element: T }>(capacity, random)
  try {
    for await (const element of elements) {
      const out = buffer.exchange({ element })
      if (out) yield out.element
    }
    while (buffer.items.length > 0) yield buffer.draw().element
  } finally {
    for (const { element } of buffer.items) disposeTree(element as Tree<unknown>)
  }
}

/** Elements put together, `size` at a time. */
export async function* batchesOf<T>(
  elements: Sequence<T>,
  size: number,
  dropRemainder: boolean,
): AsyncGenerator<Tree<tf.Tensor>, void> {
  let held: T[] = []
  const together = () => {
    const batch = stack(held as Tree<unknown>[])
    disposeTree(held as Tree<unknown>)
    held = []
    return batch
  }
  try {
    for await (const element of elements) {
      held.push(element)
      if (held.length === size) yield together()
    }
    if (held.length > 0 && !dropRemainder) yield together()
  } finally {
    disposeTree(held as Tree<unknown>)
  }
}

const tensorsIn = (element: unknown): Set<tf.Tensor> =>
  new Set(
    leavesOf(element as Tree<unknown>)
      .map(({ leaf }) => leaf)
      .filter((leaf) => leaf instanceof tf.Tensor),
  )
