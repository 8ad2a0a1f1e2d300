import type { Source } from './source-type.js'
import type { ZipArchive } from './zip/read-zip.js'

/**
 * The folder in an archive that holds a model, such as Teachable Machine's exports are; undefined if none of its files
 * looks like one.
 */
export function zipSource(zip: ZipArchive, path: string): Source | undefined {
  const isModel = (name: string) =>
    /(^|\/)(model\.json|[^/]+\.(keras|h5|hdf5))$/.test(name) && !name.endsWith('.weights.h5')
  const model = zip.names.find(isModel)
  if (model === undefined) return undefined
  const folder = model.slice(0, model.lastIndexOf('/') + 1)
  const first = model.slice(folder.length)
  const entry = (name: string): Source | undefined => {
    const full = `${folder}${name}`
    if (!zip.names.includes(full)) return undefined
    return { path, name, bytes: async () => zip.read(full)!, beside: async (other) => entry(other) }
  }
  return {
    path,
    name: '',
    bytes: async () => zip.read(model)!,
    // whatever the model is called
    beside: async (name) => entry(name) ?? (name === 'model.keras' ? entry(first) : undefined),
  }
}
