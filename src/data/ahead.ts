import { disposeTree, type Tree } from './structure.js'

type Sequence<T> = Iterable<T> | AsyncIterable<T>

/**
 * Elements made of others, in their order, while up to `limit` of them are under way: work that is asynchronous goes
 * on while the one who reads is busy. No more is begun than fits, so a slow reader is never overrun.
 *
 * What was made and not read when reading stops is disposed.
 */
export async function* ahead<T, U>(
  elements: Sequence<T>,
  limit: number,
  make: (element: T, index: number) => U | Promise<U>,
): AsyncGenerator<U, void> {
  const iterator =
    Symbol.asyncIterator in elements ? elements[Symbol.asyncIterator]() : elements[Symbol.iterator]()
  const underWay: Promise<{ value: U } | undefined>[] = []
  let index = 0
  let ended = false
  // elements are asked for one after another, what is made of them is made side by side
  let turn: Promise<unknown> = Promise.resolve()
  const begin = () => {
    const asked = turn.then(() => iterator.next())
    turn = asked.catch(() => {})
    const made = asked.then(async ({ value, done }) => {
      if (!done) return { value: await make(value as T, index++) }
      ended = true
      return undefined
    })
    // a failure is met when it is its turn
    made.catch(() => {})
    underWay.push(made)
  }
  try {
    for (;;) {
      while (!ended && underWay.length < limit) begin()
      const next = underWay.shift()
      if (!next) return
      const made = await next
      if (made) yield made.value
    }
  } finally {
    for (const settled of await Promise.allSettled(underWay)) {
      if (settled.status === 'fulfilled' && settled.value) disposeTree(settled.value.value as Tree<unknown>)
    }
    await iterator.return?.()
  }
}
