import { tf } from '../tf.js'

/** Those in the place of others. */
const own = new Map<string, tf.GradConfig>()

/** Registers a gradient in the place of the one TensorFlow.js has, if it has one. */
export function replaceGradient(config: tf.GradConfig): void {
  if (tf.getGradient(config.kernelName)) own.set(config.kernelName, config)
  put(config)
}

function put(config: tf.GradConfig): void {
  if (tf.getGradient(config.kernelName)) tf.unregisterGradient(config.kernelName)
  tf.registerGradient(config)
}

/**
 * Keeps Keratin's gradients in force: the package @tensorflow/tfjs registers all of TensorFlow.js' own anew, without a
 * word, when a program or another library loads it later. One that a program replaces by itself is left alone.
 */
export function guardGradients(): void {
  const engine = tf.engine()
  const differentiate = engine.gradients
  engine.gradients = function (this: typeof engine, ...args: Parameters<typeof differentiate>) {
    if (areOverwritten()) for (const config of own.values()) put(config)
    return differentiate.apply(this, args)
  } as typeof differentiate
}

function areOverwritten(): boolean {
  for (const [name, config] of own) if (tf.getGradient(name) === config) return false
  return true
}
