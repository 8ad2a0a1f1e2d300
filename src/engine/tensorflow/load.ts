import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import util from 'node:util'
import { requireHere } from '../../support/package-file.js'

/**
 * Loads @tensorflow/tfjs-node, which registers the backend `tensorflow`. Fails where it is not installed or where its
 * install step could not get libtensorflow.
 */
export function loadTensorflow(): void {
  checkInstallation()
  const helpers = util as unknown as Record<string, unknown>
  // tfjs-node 4.22 calls helpers that Node 23 removed
  helpers.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined
  helpers.isArray ??= Array.isArray
  // the level of the C++ library: warnings and above only
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'
  // by require, so that it shares the TensorFlow.js that is loaded already
  requireHere('@tensorflow/tfjs-node')
}

/** Looks for the native library first: without it, tfjs-node is half loaded before it notices. */
function checkInstallation(): void {
  let root: string
  try {
    root = dirname(requireHere.resolve('@tensorflow/tfjs-node/package.json'))
  } catch {
    throw new Error('@tensorflow/tfjs-node is not installed')
  }
  const lib = join(root, 'lib')
  const builds = existsSync(lib) ? readdirSync(lib) : []
  if (builds.some((build) => existsSync(join(lib, build, 'tfjs_binding.node')))) return
  throw new Error(
    '@tensorflow/tfjs-node is installed without its native library, which its install step gets',
  )
}
