import { tf } from '../../engine/index.js'
import type { Structure, TrainableModel } from '../trainable.js'

/** How outputs are handed to the user: one, a list, or by name. */
export type OutputStructure = Pick<TrainableModel, 'outputStructure' | 'outputNames'>

/** The structure of outputs that were handed out; names in the order that Keras takes them. */
export function structureOf(outputs: Structure<tf.Tensor>): OutputStructure {
  if (outputs instanceof tf.Tensor) return { outputStructure: 'single', outputNames: ['output'] }
  if (Array.isArray(outputs))
    return { outputStructure: 'list', outputNames: outputs.map((_, i) => `output_${i}`) }
  return { outputStructure: 'record', outputNames: Object.keys(outputs).sort() }
}

/** The tensors of a structure, in order. */
export function flatten(outputs: Structure<tf.Tensor>): tf.Tensor[] {
  if (outputs instanceof tf.Tensor) return [outputs]
  if (Array.isArray(outputs)) return [...outputs]
  return structureOf(outputs).outputNames.map((name) => (outputs as Record<string, tf.Tensor>)[name]!)
}

/** The reverse of `flatten`. */
export function pack(
  outputs: tf.Tensor[],
  { outputStructure, outputNames }: OutputStructure,
): Structure<tf.Tensor> {
  if (outputStructure === 'single') return outputs[0]!
  if (outputStructure === 'list') return outputs
  return Object.fromEntries(outputNames.map((name, i) => [name, outputs[i]!]))
}
