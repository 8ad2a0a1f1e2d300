import type { Variable } from '../../engine/index.js'
import type { Layer } from '../../layers/index.js'
import { KeratinError, showShape } from '../../support/errors.js'
import { broken } from '../broken.js'
import type { Numbers } from '../hdf5/numbers.js'
import type { Hdf5File } from '../hdf5/read-hdf5.js'
import { assignNumbers } from '../weights/assign.js'
import type { ReadValues } from '../weights/read-values.js'
import { type WeightPlace, weightPlaces } from './weight-places.js'

/** What is asked of a file of weights in groups. */
export type WeightsFile = Pick<Hdf5File, 'has' | 'read'>

/**
 * Reads the weights of a model, checking shapes before anything is allocated. Nothing in the model changes before
 * `assign`.
 *
 * @throws KeratinError FILE_UNREADABLE with the layer and weight that is missing or of another shape
 */
export function readWeights(file: WeightsFile, model: Layer): ReadValues {
  const values: [Variable, Numbers][] = []
  for (const place of weightPlaces(model)) {
    for (const [i, variable] of place.weights.entries())
      values.push([variable, readOne(file, place, variable, i)])
    if (file.has(`${place.path}/vars/${place.weights.length}`)) {
      throw broken(`${nameOf(place)} has ${place.weights.length} weights, but the file holds more.`, differs)
    }
  }
  return { assign: () => assignAll(values) }
}

/**
 * Reads the state of an optimizer; undefined if the file holds none, or one that belongs to other variables, of
 * which `onMismatch` is told.
 */
export function readOptimizer(
  file: WeightsFile,
  variables: readonly Variable[],
  onMismatch: (reason: string) => void,
): ReadValues | undefined {
  const path = '/optimizer/vars'
  if (!file.has(`${path}/0`)) return undefined
  const values: [Variable, Numbers][] = []
  for (const [i, variable] of variables.entries()) {
    try {
      values.push([variable, file.read(`${path}/${i}`, variable.shape)])
    } catch (error) {
      const other = !file.has(`${path}/${i}`) || (error instanceof KeratinError && error.code === 'SHAPE')
      if (!other) throw error
      onMismatch((error as Error).message)
      return undefined
    }
  }
  if (file.has(`${path}/${variables.length}`)) {
    onMismatch(`it has more than ${variables.length} variables.`)
    return undefined
  }
  return { assign: () => assignAll(values) }
}

const differs = 'The file was saved from a model with other layers.'

const nameOf = ({ layer }: WeightPlace): string => `Layer "${layer.name}" (${layer.className})`

function readOne(file: WeightsFile, place: WeightPlace, variable: Variable, index: number): Numbers {
  const path = `${place.path}/vars/${index}`
  const weight = `weight "${variable.name}" of shape ${showShape(variable.shape)}`
  if (!file.has(path)) throw broken(`${nameOf(place)}: the file has no ${weight} at ${path}.`, differs)
  try {
    return file.read(path, variable.shape)
  } catch (error) {
    if (!(error instanceof KeratinError)) throw error
    const hint = error.code === 'SHAPE' ? differs : undefined
    const code = error.code === 'SHAPE' ? 'FILE_UNREADABLE' : error.code
    throw new KeratinError(code, `${nameOf(place)}, ${weight}: ${error.message}`, { hint, cause: error })
  }
}

function assignAll(values: readonly [Variable, Numbers][]): void {
  for (const [variable, value] of values) assignNumbers(variable, value)
}
