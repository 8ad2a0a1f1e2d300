import { tf } from '../tf.js'

/** Registers a gradient in the place of the one TensorFlow.js has, if it has one. */
export function replaceGradient(config: tf.GradConfig): void {
  if (tf.getGradient(config.kernelName)) tf.unregisterGradient(config.kernelName)
  tf.registerGradient(config)
}
