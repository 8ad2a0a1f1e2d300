import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readPackageFile, thisFile } from '../support/package-file.js'

/** The version of this package. */
export const version: string = readVersion()

/** The manifest lies in a folder above: how far up depends on whether the sources run or what is built from them. */
function readVersion(): string {
  for (let folder = dirname(thisFile); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    if (existsSync(file)) return (JSON.parse(readPackageFile(file).toString()) as { version: string }).version
  }
}
