import { argumentError } from '../../support/errors.js'
import { isPlainObject } from '../../support/options.js'

/** The results of one epoch, as a run folder keeps them. */
export type EpochResults = Readonly<Record<string, number>>

/**
 * The results of a training: what `fit` returns, the record in it, or the results of each epoch in a list, as the lines of
 * a run's `history.jsonl`.
 */
export type TrainingHistory =
  | Readonly<Record<string, readonly number[]>>
  | { readonly history: Readonly<Record<string, readonly number[]>> }
  | readonly EpochResults[]

/** One training: its epochs, counted from 1, and the values of each name. */
export interface Run {
  name: string
  epochs: readonly number[]
  values: ReadonlyMap<string, readonly number[]>
}

/** What is no result: the number of the epoch, and the time it took. */
const noResults = ['epoch', 'seconds']

/** The runs that were given: one training without a name, or several by name. */
export function readRuns(where: string, given: unknown): Run[] {
  const one = readHistory(given)
  if (one) return [{ name: '', ...one }]
  if (!isPlainObject(given)) throw notHistory(where, 'history', given)
  return Object.entries(given).map(([name, value]) => {
    const run = readHistory(value)
    if (!run) throw notHistory(where, name, value)
    return { name, ...run }
  })
}

function readHistory(given: unknown): Omit<Run, 'name'> | undefined {
  if (Array.isArray(given)) return fromEpochs(given)
  if (given === null || typeof given !== 'object') return undefined
  const { history } = given as { history?: unknown }
  const record = isPlainObject(history) ? history : given
  const lists = Object.entries(record)
  if (lists.length === 0 || !lists.every(([, list]) => isNumbers(list))) return undefined
  const values = new Map(lists.filter(([name]) => !noResults.includes(name))) as Map<string, number[]>
  const length = Math.max(0, ...[...values.values()].map((list) => list.length))
  return { epochs: Array.from({ length }, (_, i) => i + 1), values }
}

function fromEpochs(given: readonly unknown[]): Omit<Run, 'name'> | undefined {
  if (given.length === 0 || !given.every(isPlainObject)) return undefined
  const names = new Set(given.flatMap((epoch) => Object.keys(epoch)).filter((n) => !noResults.includes(n)))
  const resultOf = (epoch: Record<string, unknown>, name: string) =>
    // JSON writes null for what is not finite
    typeof epoch[name] === 'number' ? (epoch[name] as number) : Number.NaN
  return {
    epochs: given.map((epoch, i) => (typeof epoch.epoch === 'number' ? epoch.epoch : i + 1)),
    values: new Map([...names].map((name) => [name, given.map((epoch) => resultOf(epoch, name))])),
  }
}

const isNumbers = (list: unknown): boolean =>
  Array.isArray(list) && list.every((value) => typeof value === 'number' || value === null)

const notHistory = (where: string, name: string, given: unknown) =>
  argumentError(
    where,
    'what fit returns, the results of each epoch, or several of them by name',
    name,
    given,
    'For example plotHistory(await model.fit(x, y)).',
  )
