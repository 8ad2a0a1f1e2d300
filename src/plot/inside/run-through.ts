import { type TensorLike, toTensor } from '../../data/index.js'
import { tf } from '../../engine/index.js'
import { ForwardPass } from '../../graph/forward-pass.js'
import { Model } from '../../model/index.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { isPlainObject } from '../../support/options.js'
import { adaptInputs, arrange, type Structure } from '../../training/index.js'

/** What goes into a model: samples, or for several inputs a list of tensors or a record by name. */
export type ModelInputs = TensorLike | readonly tf.Tensor[] | Readonly<Record<string, tf.Tensor>>

/**
 * Runs samples through a model as in prediction, layer by layer, and gives its outputs. To be called inside `tf.tidy`.
 *
 * @param alter sees each output of each layer, inner ones first, and may put another value in its place
 */
export function runThrough(
  model: Model,
  x: Structure<tf.Tensor>,
  alter: NonNullable<ForwardPass['alter']> = (_, output) => output,
): tf.Tensor[] {
  const pass = new ForwardPass(false)
  pass.alter = alter
  try {
    return model.forward(adaptInputs(arrange(x, model.inputNames, 'inputs'), model), pass).outputs
  } finally {
    pass.discard()
  }
}

/** Inputs as tensors. To be called inside `tf.tidy`: what is new lives as long as it. */
export function tensorsOf(x: ModelInputs): Structure<tf.Tensor> {
  if (x instanceof tf.Tensor) return x
  if (Array.isArray(x) && x[0] instanceof tf.Tensor) return x as tf.Tensor[]
  if (isPlainObject(x)) return x as Record<string, tf.Tensor>
  return toTensor(x as TensorLike, { name: 'x' })
}

/** @throws KeratinError ARGUMENT if it is no model, NOT_BUILT */
export function checkModel(where: string, model: unknown): asserts model is Model {
  if (!(model instanceof Model)) throw argumentError(where, 'a model', 'model', model)
  if (model.isBuilt) return
  throw new KeratinError('NOT_BUILT', `${where}: the model "${model.name}" is not built yet.`, {
    hint: 'Start it with Input({ shape }), or call it on data first.',
  })
}

/** What `body` gives, which holds no tensors; those that it makes are freed. */
export function withoutTensors<T>(body: () => T): T {
  let result: T
  tf.tidy(() => {
    result = body()
  })
  return result!
}
