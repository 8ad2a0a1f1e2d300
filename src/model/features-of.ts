import type { SymbolicTensor } from '../graph/symbolic.js'
import {
  Activation,
  Conv2D,
  Dense,
  Dropout,
  Flatten,
  GlobalAveragePooling2D,
  type Layer,
  Softmax,
} from '../layers/index.js'
import { argumentError, KeratinError } from '../support/errors.js'
import { checkedOptions } from '../support/options.js'
import { Model } from './model.js'

export interface FeaturesOptions {
  /** The layer whose output is wanted. Default: what goes into the classifier. */
  layer?: string
  /** Whether a map of features becomes its mean over all places. Default true. */
  pool?: boolean
}

/**
 * A model without its classifier: what it makes of its inputs before the fully connected layers at its end. It shares
 * the layers of the model, and works as well for models within models, as Teachable Machine makes them.
 *
 * @param model a model with one output
 * @param options.layer the layer whose output is wanted, by name. Default: what goes into the classifier, or the output
 *   where there is none
 * @param options.pool whether a map of features becomes its mean over all places. Default true
 *
 * Input shape: that of the model. Output shape: `[batch, features]`, for sequences `[batch, steps, features]`.
 *
 * @throws KeratinError `UNSUPPORTED` if there is nothing before the classifier; `UNKNOWN_NAME`; `NOT_BUILT`
 * @example
 * const whole = new Sequential([Input({ shape: [8, 8, 3] }), Conv2D(4, 3), Flatten(), Dense(2)])
 * const features = featuresOf(whole)
 * features.outputShapes // [[null, 144]]
 * @see https://keras.io/guides/transfer_learning/
 */
export function featuresOf(model: Model, options?: FeaturesOptions): Model {
  const { layer, pool = true } = checkedOptions('featuresOf', options)
  if (!(model instanceof Model)) throw argumentError('featuresOf', 'a model', 'model', model)
  const [output, ...others] = model.outputs
  if (others.length > 0 && layer === undefined) {
    const count = `The model "${model.name}" has ${others.length + 1} outputs.`
    throw new KeratinError('UNSUPPORTED', count, { hint: 'Name the layer that is wanted: { layer }.' })
  }
  const features =
    layer === undefined ? beforeClassifier(output!, model) : (model.getLayer(layer).output as SymbolicTensor)
  const isMap = features.shape.length === 4
  return new Model(model.structure.inputs, isMap && pool ? GlobalAveragePooling2D()(features) : features, {
    name: `${model.name}_features`,
  })
}

/** Where the classifier begins; the tensor itself if there is none. */
function beforeClassifier(output: SymbolicTensor, model: Model): SymbolicTensor {
  let cut: SymbolicTensor | undefined
  for (let tensor = output; ; ) {
    const { node, operation } = tensor
    const [before] = node.tensors
    if (node.isInput || !before) {
      throw new KeratinError(
        'UNSUPPORTED',
        `The model "${model.name}" has no features before its classifier.`,
        {
          hint: 'Name the layer that is wanted: { layer }.',
        },
      )
    }
    const layer = operation as Layer
    if (layer instanceof Model) {
      if (layer.layers.every((inner) => isOfClassifier(inner))) {
        cut = before
        tensor = before
        continue
      }
      // the classifier may end within it
      if (cut === undefined || cut === tensor) return within(layer, tensor)
      return cut
    }
    if (!isOfClassifier(layer, before)) return cut ?? output
    // an activation belongs to what is before it, unless that is a classifier too
    if (decides(layer, before) || (cut === tensor && layer instanceof Dropout)) cut = before
    tensor = before
  }
}

/** The features of a model inside, as a part of the model around it. */
function within(inner: Model, { node }: SymbolicTensor): SymbolicTensor {
  const features = featuresOf(inner, { pool: false })
  return features(node.args[0] as SymbolicTensor) as SymbolicTensor
}

const isPoint = ({ shape }: SymbolicTensor): boolean => shape.length === 4 && shape[1] === 1 && shape[2] === 1

/** Whether it tells classes apart: fully connected, or a convolution of a single place. */
const decides = (layer: Layer, before: SymbolicTensor): boolean =>
  layer instanceof Dense || (layer instanceof Conv2D && isPoint(before))

/** Whether it may stand in a classifier. */
function isOfClassifier(layer: Layer, before?: SymbolicTensor): boolean {
  if ([Dense, Dropout, Activation, Softmax].some((kind) => layer instanceof kind)) return true
  return before !== undefined && isPoint(before) && (layer instanceof Flatten || layer instanceof Conv2D)
}
