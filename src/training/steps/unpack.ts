import { tf } from '../../engine/index.js'
import type { StepData, Structure } from '../trainable.js'

/**
 * The parts of what a step is given: `[x, y, sampleWeight]`, `[x, y]`, or the inputs alone.
 *
 * @example
 * class Own extends Model {
 *   trainStep(data) {
 *     const { x, y, sampleWeight } = unpackXYSampleWeight(data)
 *   }
 * }
 * @see https://keras.io/api/utils/python_utils/
 */
export function unpackXYSampleWeight(data: StepData): {
  x: Structure<tf.Tensor>
  y?: Structure<tf.Tensor> | undefined
  sampleWeight?: Structure<tf.Tensor> | undefined
} {
  if (data instanceof tf.Tensor || !Array.isArray(data)) return { x: data as Structure<tf.Tensor> }
  const [x, y, sampleWeight] = data
  return { x, y, sampleWeight }
}
