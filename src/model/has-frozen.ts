import type { Layer } from '../layers/base/layer.js'
import type { Model } from './model.js'

/** Whether a layer with weights of a model is frozen, at any depth: a summary should say so. */
export const hasFrozen = (model: Model): boolean =>
  model.layers.some((layer: Layer) =>
    'layers' in layer ? hasFrozen(layer as Model) : !layer.trainable && layer.weights.length > 0,
  )
