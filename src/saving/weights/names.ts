import type { Variable } from '../../engine/index.js'
import type { Layer } from '../../layers/index.js'
import type { Model } from '../../model/index.js'
import { layersIn } from './layers-in.js'

/**
 * The weights of a model in the order of `model.weights`, under the names of the layers that they are in: `dense/kernel`,
 * `encoder/dense_1/kernel`. Where layers do not tell weights apart, their numbers do: `weight_0`, `weight_1`, ...
 */
export function namedWeights(model: Model): [name: string, weight: Variable][] {
  const names = new Map<Variable, string>()
  const visit = (layer: Layer, above: string): void => {
    const path = `${above}${layer.name}/`
    for (const weight of layer.ownWeights) if (!names.has(weight)) names.set(weight, path + weight.name)
    for (const inside of layersIn(Object.values(layer.sublayers))) visit(inside, path)
  }
  for (const layer of model.layers) visit(layer, '')
  const { weights } = model
  const isClear =
    weights.every((weight) => names.has(weight)) && new Set(names.values()).size === weights.length
  return weights.map((weight, i) => [isClear ? names.get(weight)! : `weight_${i}`, weight])
}
