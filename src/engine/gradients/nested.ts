import { tf } from '../tf.js'

/** While a gradient is computed: whether an outer gradient records it, for the gradient of a gradient. */
export const isNestedGradient = (): boolean => tf.engine().state.gradientDepth > 0

/** While values are computed: whether a gradient inside an outer one records them. */
export const recordsNestedGradient = (): boolean => tf.engine().state.gradientDepth > 1
