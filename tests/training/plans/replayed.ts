import { engineInfo, setRandomSeed, tf } from '../../../src/index.js'
import type { Model } from '../../../src/model/index.js'
import { randomState } from '../../../src/support/random.js'

/** The bytes of all that a model has learnt, and where the random streams are. */
export const stateOf = (model: Model): string =>
  JSON.stringify([
    ...[...model.weights, ...(model.optimizer?.variables ?? [])].map((v) => [
      v.path.replace(/_\d+/g, ''),
      Buffer.from(v.data().buffer).toString('base64'),
    ]),
    randomState(),
  ])

/** Runs `body`, and says how many steps of it came from plans. */
export async function replayedIn(body: () => Promise<unknown>): Promise<number> {
  const before = engineInfo().plans.replayed
  await body()
  return engineInfo().plans.replayed - before
}

/**
 * What `run` gives operator by operator and from plans, from the same random numbers, and how many steps were replayed.
 *
 * @param run is told how to compile
 */
export async function bothWays<T>(
  run: (mode: { runEagerly: boolean }) => Promise<T>,
): Promise<{ eager: T; planned: T; replayed: number }> {
  const results: T[] = []
  let replayed = 0
  for (const runEagerly of [true, false]) {
    setRandomSeed(17)
    replayed = await replayedIn(async () => results.push(await run({ runEagerly })))
  }
  return { eager: results[0]!, planned: results[1]!, replayed }
}

/** Data of samples with 6 numbers and one of 3 classes. */
export const dataOf = (n: number) => ({
  x: tf.randomNormal([n, 6], 0, 1, 'float32', 1),
  y: tf.randomUniform([n, 1], 0, 3, 'int32', 2),
})
