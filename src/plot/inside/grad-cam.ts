import { tf } from '../../engine/index.js'
import type { ObservedLayer } from '../../graph/forward-pass.js'
import type { Model } from '../../model/index.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'
import { gradientsAt, type Structure } from '../../training/index.js'
import { findLayer } from './find-layer.js'
import { lastMap, MapReader, type SeenMap } from './maps.js'
import { checkModel, type ModelInputs, runThrough, tensorsOf } from './run-through.js'
import { type ClassIndex, scoreOf, wantedClasses } from './scores.js'

export interface GradCamOptions {
  /** The layer whose map is looked at, by name or by its way through models inside. Default: the last convolution. */
  layer?: string
  /** The class that is asked about, for all samples or for each. Default: what the model takes each for. */
  classIndex?: ClassIndex
  /** Which output of the model. Default 0. */
  output?: number
}

/**
 * Where a network looks for a class: Grad-CAM, of each sample.
 *
 * `map = relu(Σₖ αₖ · Aᵏ)`, divided by its greatest value, where `Aᵏ` are the channels of a layer's map, and `αₖ` is the
 * mean over all places of `∂score / ∂Aᵏ`. The score is that of the class before softmax or sigmoid; of class 0 of a
 * single probability it is the negative one. Where nothing speaks for the class, the map is 0 everywhere.
 *
 * Layers of models inside count, such as those of a frozen base; of a layer that is called several times, the first call.
 *
 * @param model a classifier of images
 * @param x images as the model takes them; for several inputs a list or a record of tensors
 * @param options.layer the layer whose map is looked at, by name, or by its way through models inside, `base/conv1`.
 *   Default: the last convolution, after its normalization and activation
 * @param options.classIndex the class, for all samples or one for each. Default: what the model takes each for
 * @param options.output which output of the model. Default 0
 *
 * Input shape: that of the model. Output shape: `[batch, height, width]` of the map of the layer.
 *
 * @throws KeratinError ARGUMENT, UNKNOWN_NAME; UNSUPPORTED for a model without convolutions, or that is no classifier
 * @example
 * const net = new Sequential([Input({ shape: [8, 8, 1] }), Conv2D(4, 3), Flatten(), Dense(2)])
 * gradCam(net, tf.ones([1, 8, 8, 1])).shape // [1, 6, 6]
 * @see https://keras.io/examples/vision/grad_cam/
 */
export function gradCam(model: Model, x: ModelInputs, options?: GradCamOptions): tf.Tensor3D {
  return tf.tidy(() => gradCamOf('gradCam', model, x, checkedOptions('gradCam', options)).map)
}

/** The maps, with what they are maps of. To be called inside `tf.tidy`. */
export function gradCamOf(
  where: string,
  model: Model,
  x: ModelInputs,
  { layer: name, classIndex, output: which = 0 }: GradCamOptions,
): { map: tf.Tensor3D; classes: Int32Array; output: tf.Tensor; layer: ObservedLayer } {
  checkModel(where, model)
  const inputs = tensorsOf(x)
  const { seen, outputs } = lookThrough(model, inputs)
  const output = outputs[which]
  if (!output) throw argumentError(where, `from 0 to ${outputs.length - 1}`, 'output', which)
  const { layer, shape } =
    name === undefined ? lastOf(where, model, seen) : namedMap(where, model, name, seen)
  const classes = wantedClasses(where, output, classIndex)
  const { activations, gradient } = gradientOf(where, model, inputs, { layer, shape }, (all) =>
    scoreOf(all[which]!, classes),
  )
  const weights = tf.mean(gradient, [1, 2], true)
  const map = tf.relu(tf.sum(tf.mul(activations, weights), -1)) as tf.Tensor3D
  const most = tf.max(map, [1, 2], true)
  const divisor = tf.where(tf.greater(most, 0), most, tf.onesLike(most))
  return { map: tf.div(map, divisor), classes, output, layer }
}

/** All maps that are made on the way, and the outputs. */
function lookThrough(model: Model, inputs: Structure<tf.Tensor>) {
  const seen: SeenMap[] = []
  const reader = new MapReader()
  const outputs = runThrough(model, inputs, (layer, value) => {
    const shape = reader.read(layer, value)?.shape
    if (shape) seen.push({ layer, shape })
    return value
  })
  return { seen, outputs }
}

function lastOf(where: string, model: Model, seen: readonly SeenMap[]): SeenMap {
  const found = lastMap(seen)
  if (found) return found
  throw new KeratinError('UNSUPPORTED', `${where}: the model "${model.name}" has no convolution of images.`, {
    hint: 'Name a layer whose output has shape [batch, height, width, channels]: { layer }.',
  })
}

function namedMap(where: string, model: Model, name: string, seen: readonly SeenMap[]): SeenMap {
  const layer = findLayer(where, model, name)
  const found = seen.find((map) => map.layer === layer)
  if (found) return found
  throw argumentError(where, 'a layer whose output has shape [batch, height, width, channels]', 'layer', name)
}

/** The map of a layer, and the gradient of a score with respect to it: of what is added to it, which is 0. */
function gradientOf(
  where: string,
  model: Model,
  inputs: Structure<tf.Tensor>,
  { layer, shape }: SeenMap,
  score: (outputs: tf.Tensor[]) => tf.Tensor,
): { activations: tf.Tensor4D; gradient: tf.Tensor4D } {
  let activations: tf.Tensor4D | undefined
  const added = tf.zeros([...shape])
  const reader = new MapReader()
  const compute = () => {
    let met = false
    const outputs = runThrough(model, inputs, (each, value) => {
      const map = reader.read(each, value)
      if (met || each !== layer) return value
      met = true
      // the scope of the gradient frees what is made in it
      activations = tf.keep(map!.clone())
      return tf.add(value, reader.restore(added))
    })
    return score(outputs)
  }
  try {
    const [gradient] = gradientsAt(compute, [added]).gradients
    if (gradient) return { activations: activations!.clone(), gradient: gradient as tf.Tensor4D }
  } finally {
    activations?.dispose()
  }
  throw argumentError(where, 'a layer that the output depends on', 'layer', layer.name)
}
