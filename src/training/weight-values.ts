import { tf } from '../engine/index.js'
import type { TrainableModel } from './trainable.js'

/** The values of a model's weights at one moment, outside the engine's memory. */
export interface WeightValues {
  /** Puts them back into the model. */
  restore(): void
}

/** Takes down the values of all weights of a model. */
export function takeWeights(model: Pick<TrainableModel, 'weights'>): WeightValues {
  const taken = model.weights.map((variable) => ({ variable, values: variable.data() }))
  return {
    restore() {
      for (const { variable, values } of taken) {
        tf.tidy(() => variable.assign(tf.tensor(values, [...variable.shape], variable.dtype)))
      }
    },
  }
}
