import { tf } from '../engine/index.js'
import type { RandomStream } from '../support/random.js'
import { ahead } from './ahead.js'
import { ShuffleBuffer } from './shuffle-buffer.js'
import { stack } from './stack.js'
import { disposeTree, leavesOf, type Tree } from './structure.js'

type Sequence<T> = Iterable<T> | AsyncIterable<T>

/**
 * Each element given to a function, up to `parallel` at a time; tensors of the element that are not in the result are
 * disposed.
 */
export async function* mapped<T, U>(
  elements: Sequence<T>,
  fn: (element: T, index: number) => U | Promise<U>,
  parallel: number,
): AsyncGenerator<U, void> {
  const apply = async (element: T, index: number): Promise<U> => {
    let result: U | undefined
    try {
      result = await fn(element, index)
      return result
    } finally {
      const kept = tensorsIn(result)
      for (const t of tensorsIn(element)) if (!kept.has(t) && !t.isDisposed) t.dispose()
    }
  }
  if (parallel > 1) {
    yield* ahead(elements, parallel, apply)
    return
  }
  let index = 0
  for await (const element of elements) yield await apply(element, index++)
}

/** The elements a function says yes to; others are disposed. */
export async function* filtered<T>(
  elements: Sequence<T>,
  test: (element: T, index: number) => boolean | Promise<boolean>,
): AsyncGenerator<T, void> {
  let index = 0
  for await (const element of elements) {
    let kept = false
    try {
      kept = await test(element, index++)
    } finally {
      if (!kept) disposeTree(element as Tree<unknown>)
    }
    if (kept) yield element
  }
}

/** Elements made before they are asked for. Where no promises are needed nothing could be made meanwhile. */
export function prefetched<T>(elements: Sequence<T>, count: number): Sequence<T> {
  return Symbol.iterator in elements ? elements : ahead(elements, count, (element) => element)
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

/** All but the first elements, which are disposed. */
export async function* skipped<T>(elements: Sequence<T>, count: number): AsyncGenerator<T, void> {
  let left = count
  for await (const element of elements) {
    if (left === 0) yield element
    else {
      left--
      disposeTree(element as Tree<unknown>)
    }
  }
}

/** One sequence after another. */
export async function* inTurn<T>(sequences: Iterable<() => Sequence<T>>): AsyncGenerator<T, void> {
  for (const open of sequences) yield* open()
}

/** The same elements again and again; sequences that are empty end it. */
export async function* repeated<T>(open: () => Sequence<T>, count: number): AsyncGenerator<T, void> {
  for (let pass = 0; pass < count; pass++) {
    let empty = true
    for await (const element of open()) {
      empty = false
      yield element
    }
    if (empty) return
  }
}

/** Elements of several sequences side by side, until one of them ends. */
export async function* zipped(sequences: readonly Sequence<unknown>[]): AsyncGenerator<unknown[], void> {
  const iterators = sequences.map((s) =>
    Symbol.asyncIterator in s ? s[Symbol.asyncIterator]() : s[Symbol.iterator](),
  )
  try {
    for (;;) {
      const held: unknown[] = []
      let handed = false
      try {
        for (const iterator of iterators) {
          const { value, done } = await iterator.next()
          if (done) return
          held.push(value)
        }
        handed = true
      } finally {
        if (!handed) disposeTree(held as Tree<unknown>)
      }
      yield held
    }
  } finally {
    for (const iterator of iterators) await iterator.return?.()
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
