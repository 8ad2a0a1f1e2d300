import { readPackageFile, requireHere } from '../support/package-file.js'
import type { EngineName } from './select.js'

/** The package that each engine stands on. */
export const enginePackages: Readonly<Record<EngineName, string>> = {
  wasm: '@tensorflow/tfjs-backend-wasm',
  tensorflow: '@tensorflow/tfjs-node',
  cpu: '@tensorflow/tfjs-backend-cpu',
}

/** The version of the package that an engine stands on; undefined where it is not installed. */
export function enginePackageVersion(name: EngineName): string | undefined {
  try {
    const file = requireHere.resolve(`${enginePackages[name]}/package.json`)
    return (JSON.parse(readPackageFile(file).toString()) as { version: string }).version
  } catch {
    return undefined
  }
}
