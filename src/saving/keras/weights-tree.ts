import type { Variable } from '../../engine/index.js'
import type { Layer } from '../../layers/index.js'
import type { Model } from '../../model/index.js'
import { group, type Hdf5Dataset, type Hdf5Group } from '../hdf5/write-hdf5.js'
import { assetPlaces } from './assets.js'
import { weightPlaces } from './weight-places.js'

/** The state of an optimizer for a file: its name and its variables in Keras' order. */
export interface OptimizerState {
  readonly name: string
  readonly variables: readonly Variable[]
}

/** The content of a weights file: every weight of the model, and the state of its optimizer if there is one. */
export function weightsTree(model: Layer, optimizer?: OptimizerState): Hdf5Group {
  const root = group()
  for (const { path, layer, weights } of weightPlaces(model)) {
    const datasets = weights.map((v, i): [string, Hdf5Dataset] => [String(i), dataset(v)])
    groupAt(root, path).members.set('vars', group(datasets, { name: layer.name }))
  }
  for (const { layer, paths } of assetPlaces(model)) {
    const values = Object.entries(layer.saveAssets().values)
    if (values.length === 0) continue
    const datasets = values.map(([name, v]): [string, Hdf5Dataset] => [
      name,
      { shape: [v.length], data: () => v },
    ])
    for (const path of paths) groupAt(root, path).members.set('vars', group(datasets, { name: layer.name }))
  }
  if (optimizer) {
    const datasets = optimizer.variables.map((v, i): [string, Hdf5Dataset] => [String(i), dataset(v)])
    root.members.set('optimizer', group([['vars', group(datasets, { name: optimizer.name })]]))
  }
  return root
}

/** The group of that path, made with all above it where it is not there. */
export function groupAt(root: Hdf5Group, path: string): Hdf5Group {
  let at = root
  for (const name of path.split('/').filter(Boolean)) {
    let next = at.members.get(name) as Hdf5Group | undefined
    if (!next) {
      next = group()
      at.members.set(name, next)
    }
    at = next
  }
  return at
}

/** A variable as it is written. */
export function dataset(variable: Variable): Hdf5Dataset {
  const { shape, storedDtype } = variable
  const data = () => {
    const values = variable.data()
    return storedDtype === 'int64' ? BigInt64Array.from(values, BigInt) : values
  }
  return { shape, data }
}

/** The state of a model's optimizer, if the model is compiled. */
export function optimizerState(model: Model): OptimizerState | undefined {
  const { optimizer } = model
  return optimizer && { name: optimizer.name, variables: optimizer.variables }
}
