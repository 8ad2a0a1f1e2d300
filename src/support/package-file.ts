import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { KeratinError } from './errors.js'

/** The file of this module, or of the bundle that it is part of. */
export const thisFile: string = whereThisIs()

function whereThisIs(): string {
  // undefined in bundles of CommonJS; asked first, for `node --eval` has a global __filename that is no file
  const url: string | undefined = import.meta.url
  return url ? fileURLToPath(url) : __filename
}

/** Finds packages as this module does, or as the bundle does that it is part of. */
export const requireHere: NodeJS.Require = createRequire(thisFile)

/** The folder of all such files in the package, and beside a bundle. */
const folderName = 'keratin'

/** Where a file that Keratin reads at run time lies; undefined if it is not there. */
export function findPackageFile(name: string, room: string): string | undefined {
  const here = dirname(thisFile)
  // the published package or a bundle, or the sources as they are
  const beside = [join(here, folderName, name), join(here, '..', room, name)].find((place) =>
    existsSync(place),
  )
  if (beside) return beside
  const place = installed(name)
  return place !== undefined && existsSync(place) ? place : undefined
}

/** A bundle may run where the package is installed too. */
function installed(name: string): string | undefined {
  try {
    return join(dirname(requireHere.resolve('keratin/package.json')), 'dist/lib', folderName, name)
  } catch {
    return undefined
  }
}

/**
 * Where a file that Keratin reads at run time lies.
 *
 * @param name of the file, which is not twice in the package
 * @param room its folder in the sources, or where their build puts it
 * @throws KeratinError FILE_NOT_FOUND with what is to be copied where
 */
export function packageFile(name: string, room: string): string {
  const found = findPackageFile(name, room)
  if (found) return found
  const here = dirname(thisFile)
  throw new KeratinError('FILE_NOT_FOUND', `${name} is not in ${join(here, folderName)}.`, {
    hint: `A bundle needs Keratin's files beside it: cp -r node_modules/keratin/dist/lib/${folderName} ${here}/`,
  })
}

/** The bytes of a file of the package itself: it is as safe as the code. */
export const readPackageFile = (path: string): Buffer<ArrayBuffer> => readFileSync(path)

/** Size and time of a file of the package, which change when somebody writes it. */
export function packageFileStamp(path: string): string {
  const { size, mtimeMs } = statSync(path)
  return `${size} ${mtimeMs}`
}
