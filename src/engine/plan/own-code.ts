import { existsSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readPackageFile, thisFile } from '../../support/package-file.js'

/** The folder of Keratin's code; undefined in a bundle, where it cannot be told from other code. */
const home: string | undefined = whereKeratinIs()

function whereKeratinIs(): string | undefined {
  const here = dirname(thisFile)
  // the sources, or what they are compiled to: this module lies where it lies there
  if (/[\\/]src[\\/]support$/.test(here)) return join(here, '..') + sep
  // the published package
  return /[\\/]dist[\\/]lib$/.test(here) && isKeratin(join(here, '../../package.json'))
    ? here + sep
    : undefined
}

function isKeratin(file: string): boolean {
  return existsSync(file) && JSON.parse(readPackageFile(file).toString()).name === 'keratin'
}

/** Marks, by its name, where a step begins on the stack. */
export function beginningOfStep<T>(body: () => T): T {
  return body()
}

const prepare = (_: unknown, sites: NodeJS.CallSite[]): NodeJS.CallSite[] => sites

/** The names of files outside of Keratin and TensorFlow.js; undefined for files of these. Each operator asks for many. */
const outsides = new Map<string, string | undefined>()

function outsideFile(file: string | null | undefined): string | undefined {
  if (!file || file.startsWith('node:')) return undefined
  if (!outsides.has(file)) {
    const path = file.startsWith('file:') ? fileURLToPath(file) : file
    const isInside = path.startsWith(home!) || /[\\/]@tensorflow[\\/]/.test(path)
    outsides.set(file, isInside ? undefined : path.split(/[\\/]/).at(-1))
  }
  return outsides.get(file)
}

/**
 * The innermost place outside of Keratin and TensorFlow.js between here and the beginning of the step, if the step has
 * called code of the program's: that may do anything, and nobody would see it change.
 */
export function ownCodeOnTheWay(): string | undefined {
  if (!home) return 'a bundle, in which Keratin cannot be told from other code'
  const { prepareStackTrace, stackTraceLimit } = Error
  Error.prepareStackTrace = prepare
  Error.stackTraceLimit = 400
  const sites = new Error().stack as unknown as NodeJS.CallSite[]
  Error.prepareStackTrace = prepareStackTrace
  Error.stackTraceLimit = stackTraceLimit
  for (const site of sites) {
    if (site.getFunctionName() === beginningOfStep.name) return undefined
    const outside = outsideFile(site.getFileName())
    if (outside === undefined) continue
    const name = site.getFunctionName()
    return `${name ? `"${name}" ` : ''}in ${outside}`
  }
  return 'more calls within each other than can be looked through'
}
