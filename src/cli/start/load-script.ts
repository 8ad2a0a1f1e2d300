import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { Script } from 'node:vm'
import { keepCode, readKeptCode } from '../../support/kept-code.js'
import { packageFileStamp, readPackageFile } from '../../support/package-file.js'

/** What a script is given besides what every module of CommonJS has. */
export interface Given {
  /** Imports an ES module, which a script cannot by itself. */
  importModule: (url: string) => Promise<unknown>
  /** Loads another script of the package. */
  loadScript: (file: string) => Loaded
}

export interface Loaded {
  exports: Record<string, unknown>
  /** Keeps what is compiled by now for the next process, if that is news. */
  keep(): void
}

/**
 * Runs a script of the package (scripts/tools/scripts.mjs makes them) from code that an earlier process compiled: most of
 * the time of a start is compiling. The first line of a script is what its content is known by.
 *
 * @param file its path
 * @param use what it is loaded for; code is kept for each use, as different functions are compiled
 */
export function loadScript(file: string, use: string, given: Given): Loaded {
  const source = readPackageFile(file).toString('latin1')
  const content = source.slice(0, source.indexOf('\n'))
  const { version, arch } = process
  const madeOf = [content, packageFileStamp(file), version, arch].join(' ')
  const isKept = !process.env.NODE_DISABLE_COMPILE_CACHE
  const cachedData = isKept ? readKeptCode(`${use}-${version}`, madeOf) : undefined
  const script = new Script(source, { filename: file, cachedData })
  const module = { exports: {} as Record<string, unknown> }
  const { importModule, loadScript: others } = given
  const requireThere = createRequire(file)
  script.runInThisContext()(module.exports, requireThere, module, file, dirname(file), importModule, others)
  const keep = () => {
    if (isKept && (!cachedData || script.cachedDataRejected))
      keepCode(`${use}-${version}`, madeOf, script.createCachedData())
  }
  return { exports: module.exports, keep }
}
