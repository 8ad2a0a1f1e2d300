import type { Variable } from '../../engine/index.js'
import type { Model } from '../../model/index.js'
import { emitWarning } from '../../support/warn.js'
import { storedWeights } from '../formats/h5-file.js'
import type { Hdf5File } from '../hdf5/read-hdf5.js'
import { readPlanned } from './assign.js'
import { leafName } from './kinds.js'
import type { ReadValues } from './read-values.js'
import { type Planned, type StoredWeight, sameShape } from './stored.js'

/**
 * The state of an optimizer of an HDF5 file of Keras 1, 2 or 3; undefined if there is none, or one that belongs to
 * other weights, which is told as a warning: training starts afresh then.
 *
 * @param plan where the weights of the model come from: the state of each has the same form
 */
export function readSlots(
  file: Hdf5File,
  model: Model,
  plan: readonly Planned[],
  path: string,
): ReadValues | undefined {
  const { optimizer } = model
  if (!optimizer || !file.isGroup('/optimizer_weights')) return undefined
  const stored = storedWeights(file, '/optimizer_weights')
  if (stored.length === 0) return undefined
  const planned = isNew(stored) ? planNew(stored, optimizer.variables) : planOld(stored, model, plan)
  if (planned) return readPlanned(planned)
  emitWarning(`${path}: the state of the optimizer belongs to other weights and starts afresh.`)
  return undefined
}

/** Optimizers of Keras 2.11 and later count in `iteration`, and keep the slots of a variable together. */
const isNew = ([first]: readonly StoredWeight[]): boolean => leafName(first!.name) === 'iteration'

const one = (variable: Variable, source: StoredWeight): Planned => ({
  variable,
  sources: [source],
  make: ([array]) => array!.data,
})

function planNew(stored: readonly StoredWeight[], variables: readonly Variable[]): Planned[] | undefined {
  const hasRate = (names: readonly string[]) => names.some((name) => leafName(name) === 'learning_rate')
  const isThere = hasRate(stored.map(({ name }) => name))
  // versions before 3 did not keep the rate among the variables
  const wanted = isThere ? variables : variables.filter(({ name }) => name !== 'learning_rate')
  const given = hasRate(variables.map(({ name }) => name))
    ? stored
    : stored.filter(({ name }) => leafName(name) !== 'learning_rate')
  const fits = given.length === wanted.length && wanted.every((v, i) => sameShape(given[i]!.shape, v.shape))
  return fits ? wanted.map((v, i) => one(v, given[i]!)) : undefined
}

/** Numbers first, then a block for each slot, in each the arrays of all that is trained as the file has them. */
function planOld(
  stored: readonly StoredWeight[],
  model: Model,
  plan: readonly Planned[],
): Planned[] | undefined {
  const optimizer = model.optimizer!
  const numbers = stored.filter(({ shape }) => shape.length === 0)
  const blocks = stored.filter(({ shape }) => shape.length > 0)
  const trained = trainedPlan(model, plan)
  if (trained.some(({ adds }) => adds)) return undefined
  const inTurn = [...new Set(trained.flatMap((p) => p.sources))]
  // before there were scopes in names, Keras sorted all that is trained by name
  const sources = stored.some(({ name }) => name.includes('/')) ? inTurn : inTurn.sort(byName)
  const slots = trained[0] ? optimizer.slotsOf(trained[0].variable).length : 0
  // Adam without amsgrad kept an array of one number for each variable
  const unused = blocks.length === (slots + 1) * sources.length
  if (!unused && blocks.length !== slots * sources.length) return undefined
  const places: Planned[] = []
  for (let slot = 0; slot < slots; slot++) {
    const block = blocks.slice(slot * sources.length, (slot + 1) * sources.length)
    if (!sources.every((source, i) => sameShape(source.shape, block[i]!.shape))) return undefined
    const inBlock = new Map(sources.map((source, i) => [source, block[i]!]))
    for (const { variable, sources: own, make } of trained)
      places.push({
        variable: optimizer.slotsOf(variable)[slot]!,
        sources: own.map((source) => inBlock.get(source)!),
        make,
      })
  }
  const [iterations, product] = numbers
  if (iterations) places.push(one(optimizer.variables[0]!, iterations))
  // Nadam has a second number, the last of all
  const last = optimizer.variables.at(-1)!
  const isOwn = last.shape.length === 0 && !['iteration', 'learning_rate'].includes(last.name)
  if (product && isOwn) places.push(one(last, product))
  return places
}

const byName = (a: StoredWeight, b: StoredWeight): number => (a.name < b.name ? -1 : 1)

/** What is trained, in the order of the layers. */
function trainedPlan(model: Model, plan: readonly Planned[]): Planned[] {
  const planned = new Map(plan.map((p) => [p.variable, p]))
  return model.trainableWeights.flatMap((variable) => planned.get(variable) ?? [])
}
