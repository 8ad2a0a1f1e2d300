import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packageFile, requireHere } from '../../support/package-file.js'

const name = 'hdf5_util.js'

/**
 * The address of the HDF5 library, to be imported: the factory inside the package h5wasm, whose exports do not name it, or
 * beside a bundle. The package's front makes one instance for good, and lets complaints reach the console.
 */
export function libraryFile(): string {
  const folders = requireHere.resolve.paths('h5wasm') ?? []
  const files = folders.map((folder) => join(folder, 'h5wasm/dist/esm', name))
  return pathToFileURL(files.find((file) => existsSync(file)) ?? packageFile(name, 'saving/hdf5')).href
}
