import { limits } from '../../support/limits.js'
import { broken } from '../broken.js'
import type { Hdf5File } from '../hdf5/read-hdf5.js'
import { parseJson } from '../keras/json-checks.js'
import { type Origin, originOf } from '../upgrade/origin.js'
import type { StoredGroup, StoredWeight } from '../weights/stored.js'

/** Where a file of Keras 1, 2 or 3 keeps its weights: whole models in a group of their own. */
export const weightsRoot = (file: Hdf5File): string =>
  file.isGroup('/model_weights') ? '/model_weights' : ''

/** Whether a file holds weights under the names of layers, as all but `.weights.h5` of Keras 3 do. */
export function hasNamedLayers(file: Hdf5File): boolean {
  const names = file.attributes(weightsRoot(file) || '/')
  return names.includes('layer_names') || names.includes('layer_names0')
}

/** JSON that an attribute of the file holds; undefined if there is none. */
export function jsonAttribute(file: Hdf5File, name: string): unknown {
  const text = textAttribute(file, '/', name)
  return text === undefined ? undefined : parseJson(text, name)
}

function textAttribute(file: Hdf5File, path: string, name: string): string | undefined {
  return file.attributes(path).includes(name) ? file.texts(path, name)?.[0] : undefined
}

/** What wrote the file, which is said at its root or beside the weights. */
export function originOfFile(file: Hdf5File, config: unknown): Origin {
  const root = weightsRoot(file)
  const said = (name: string) =>
    textAttribute(file, '/', name) ?? (root ? textAttribute(file, root, name) : undefined)
  return originOf(said('keras_version'), said('backend'), config)
}

/** The weights of a file by layer, none of them read yet. */
export function storedGroups(file: Hdf5File): StoredGroup[] {
  const root = weightsRoot(file)
  return listAttribute(file, root || '/', 'layer_names').map((layer) => {
    const path = `${root}/${layer}`
    if (!file.isGroup(path)) throw broken(`The file has no group ${path} for its layer "${layer}".`)
    return { layer, weights: storedWeights(file, path) }
  })
}

/** The weights that a group names, in its order. */
export const storedWeights = (file: Hdf5File, path: string): StoredWeight[] =>
  listAttribute(file, path, 'weight_names').map((name) => {
    const at = `${path}/${name}`
    const shape = file.shape(at)
    return { name, shape, read: () => file.read(at, shape) }
  })

/** A list of texts; Keras splits long ones over `name0`, `name1`, ... */
function listAttribute(file: Hdf5File, path: string, name: string): string[] {
  const present = new Set(file.attributes(path))
  const parts = present.has(name) ? [name] : []
  for (let i = 0; present.has(`${name}${i}`); i++) parts.push(`${name}${i}`)
  if (parts.length === 0) throw broken(`${path} has no attribute "${name}".`)
  const texts = parts.flatMap((part) => file.texts(path, part) ?? [])
  const long = texts.find((text) => text.length > limits.nameLength)
  if (long !== undefined) throw broken(`${path} has an impossible name: ${long.slice(0, 60)}...`)
  return texts
}
