import { seedOf } from './seed.js'

const isFull = process.env.KERATIN_TEST_FULL === '1'

/** Whether tests run a share of what is slow: on the engine in plain JavaScript, but in the full suite. */
const isShared = process.env.KERATIN_ENGINE === 'cpu' && !isFull

/**
 * For properties that are slow in plain JavaScript: says of each case whether it is to be checked. There one case of
 * `parts` is; the seed of the run, which is printed and can be given as `KERATIN_TEST_SEED`, draws which, so that over
 * the runs all are. On the other engines, and by `npm run test:full`, all cases are checked.
 *
 * @example
 * const isDrawn = drawShare('conv2d', 4)
 * fc.assert(fc.property(cases, (c) => { if (isDrawn()) check(c) }), { numRuns: 150, seed: 1 })
 */
export function drawShare(name: string, parts: number): () => boolean {
  return isShared ? drawAlways(name, parts) : () => true
}

/** As `drawShare`, on every engine, for what takes long everywhere; `npm run test:full` checks all cases. */
export function drawAnywhere(name: string, parts: number): () => boolean {
  return isFull ? () => true : drawAlways(name, parts)
}

/**
 * The check of a property, of the cases that `drawShare` draws.
 *
 * @example
 * fc.assert(fc.property(cases, ofShare('matMul', 4, (c) => check(c))), { numRuns: 150, seed: 1 })
 */
export function ofShare<A extends unknown[]>(
  name: string,
  parts: number,
  check: (...cases: A) => void,
): (...cases: A) => void {
  const isDrawn = drawShare(name, parts)
  return (...cases) => {
    if (isDrawn()) check(...cases)
  }
}

function drawAlways(name: string, parts: number): () => boolean {
  const part = seedOf(name) % parts
  let index = 0
  return () => index++ % parts === part
}

/** How many cases of `count` are checked at least. */
export const shareOf = (count: number, parts: number): number =>
  isShared ? Math.floor(count / parts) : count
