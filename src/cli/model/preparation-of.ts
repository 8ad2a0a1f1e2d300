import { type Preparation, preparationFor } from '../../../models/preparation.js'
import type { Model } from '../../model/index.js'

/**
 * How files become the input of a model that does not say it.
 *
 * @throws KeratinError UNSUPPORTED if its input suggests nothing
 */
export const preparationOf = (model: Model): Preparation =>
  preparationFor(model.inputShapes?.[0] ?? [], model.inputDtypes?.[0], takesPixels(model))

/** Whether a model brings pixels of 0 to 255 into its range by itself: then they come as they are. */
function takesPixels(model: Model): boolean {
  const scaling = /^(Rescaling|Normalization)$/
  return model.layers.slice(0, 4).some((layer) => scaling.test(layer.className))
}
