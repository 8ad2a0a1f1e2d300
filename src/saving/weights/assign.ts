import { tf, type Variable } from '../../engine/index.js'
import type { Numbers } from '../hdf5/numbers.js'
import type { ReadValues } from './read-values.js'
import type { Planned, StoredWeight, Values } from './stored.js'

/** Reads what a plan needs, each weight of the file once. Nothing changes before `assign`. */
export function readPlanned(plan: readonly Planned[]): ReadValues {
  const read = new Map<StoredWeight, Values>()
  const valuesOf = (stored: StoredWeight): Values => {
    let values = read.get(stored)
    if (!values) {
      values = { shape: stored.shape, data: stored.read() }
      read.set(stored, values)
    }
    return values
  }
  const made = plan.map(({ variable, sources, make }): [Variable, Numbers] => [
    variable,
    make(sources.map(valuesOf)),
  ])
  return {
    assign: () => {
      for (const [variable, data] of made) assignNumbers(variable, data)
    },
  }
}

/** Puts numbers of a file into a variable of as many. */
export function assignNumbers(variable: Variable, values: Numbers): void {
  const { shape, dtype } = variable
  const data = dtype === 'float32' ? values : Int32Array.from(values)
  tf.tidy(() =>
    variable.assign(
      tf.tensor(data instanceof Float64Array ? Float32Array.from(data) : data, [...shape], dtype),
    ),
  )
}
