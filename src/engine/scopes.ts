import { tf } from './tf.js'

/**
 * At the end of a scope TensorFlow.js looks for tensors in its result, number by number where it is an array of numbers:
 * of a typed array each index becomes a text. Here numbers are passed over, so that `tf.tidy(() => x.dataSync())` costs
 * nothing beside the reading.
 */
export function passOverNumbers(): void {
  const engine = tf.engine()
  const { endScope } = engine
  engine.endScope = function (this: typeof engine, result?: tf.TensorContainer) {
    endScope.call(this, isBare(result) ? result : tensorsIn(result, [], new Set()))
  }
}

const isBare = (value: unknown) => value === undefined || value === null || value instanceof tf.Tensor

function tensorsIn(value: unknown, found: tf.Tensor[], seen: Set<unknown>): tf.Tensor[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || seen.has(value))
    return found
  seen.add(value)
  if (value instanceof tf.Tensor) found.push(value)
  // keys of prototypes, too, as TensorFlow.js has it; those of arrays are their indices
  else if (Array.isArray(value)) for (const element of value) tensorsIn(element, found, seen)
  else for (const key in value) tensorsIn((value as Record<string, unknown>)[key], found, seen)
  return found
}
