import type { Layer, Nested } from '../../layers/index.js'
import { Model } from '../../model/index.js'
import { KeratinError } from '../../support/errors.js'

/**
 * Refuses a model in which a layer with weights stands in two places of the file, as in the graph and within a
 * TimeDistributed: files describe it in both, so two layers would be read, and there are weights for one.
 *
 * @throws KeratinError `UNSUPPORTED`
 */
export function checkSharedInside(model: Model): void {
  const met = new Map<Layer, string>()
  const visit = (layer: Layer, place: string): void => {
    const before = met.get(layer)
    if (before !== undefined && layer.weights.length > 0) {
      throw new KeratinError(
        'UNSUPPORTED',
        `Layer "${layer.name}" (${layer.className}) belongs to ${before} and to ${place}: a file would hold two layers.`,
        {
          hint: 'Keras cannot load such a file either. Use two layers, or save the weights alone with saveWeights.',
        },
      )
    }
    if (before !== undefined) return
    met.set(layer, place)
    const own = layer instanceof Model ? { layers: layer.layers } : written(layer)
    for (const inside of Object.values(own)) eachLayer(inside, (l) => visit(l, `"${layer.name}"`))
  }
  visit(model, 'the model')
}

/** The layers in the settings of a layer: files hold these. */
function written(layer: Layer): Record<string, Nested<Layer>> {
  const settings = Object.keys(layer.getConfig())
  return Object.fromEntries(
    Object.entries(layer.sublayers).filter(([attribute]) => settings.includes(attribute)),
  )
}

function eachLayer(inside: Nested<Layer>, body: (layer: Layer) => void): void {
  // a layer is a function, so lists are told by Array.isArray alone
  if (Array.isArray(inside)) for (const member of inside as Nested<Layer>[]) eachLayer(member, body)
  else body(inside as Layer)
}
