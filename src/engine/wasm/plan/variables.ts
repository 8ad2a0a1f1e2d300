import { tf } from '../../tf.js'

/** All variables that there are, with where their values lie. */
export function openVariables(): Map<tf.Variable, object> {
  const { registeredVariables } = tf.engine().state
  return new Map(Object.values(registeredVariables).map((variable) => [variable, variable.dataId]))
}
