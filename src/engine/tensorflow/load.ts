import { createRequire } from 'node:module'
import util from 'node:util'

/**
 * Loads @tensorflow/tfjs-node, which registers the backend `tensorflow`. Fails where it is not installed or where its
 * install step could not get libtensorflow.
 */
export function loadTensorflow(): void {
  const helpers = util as unknown as Record<string, unknown>
  // tfjs-node 4.22 calls helpers that Node 23 removed
  helpers.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined
  helpers.isArray ??= Array.isArray
  // the level of the C++ library: warnings and above only
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'
  // by require, so that it shares the TensorFlow.js that is loaded already
  createRequire(import.meta.url)('@tensorflow/tfjs-node')
}
