import { readFileSync } from 'node:fs'

/** The part of TensorFlow.js that only some programs use, and that is required when they do. */
export const cpuPackage = '@tensorflow/tfjs-backend-cpu'

/** The text of the module that requires it, with a call that a bundler sees. */
export function ownRequire(path, call) {
  const text = readFileSync(path, 'utf8')
  const required = `requireHere('${cpuPackage}')`
  if (!text.includes(required)) throw new Error(`${path} does not require ${cpuPackage}`)
  return text.replace(required, call)
}
