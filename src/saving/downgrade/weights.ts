import type { Variable } from '../../engine/index.js'
import type { Layer } from '../../layers/index.js'
import { Model } from '../../model/index.js'
import { KeratinError } from '../../support/errors.js'
import { layersIn } from '../weights/layers-in.js'
import { twinName } from './layer.js'

/** What weights are called in stock TensorFlow.js, where that differs. */
const renamed: Readonly<Record<string, string>> = { 'DepthwiseConv2D/kernel': 'depthwise_kernel' }

/**
 * The weights of a model under the names that stock TensorFlow.js looks for: of layers, and within wrappers of the
 * scopes in which it builds what is inside.
 *
 * @throws KeratinError UNSUPPORTED if two layers of models inside have one name: they would be confounded
 */
export function stockWeights(model: Model): [name: string, weight: Variable][] {
  const named = new Map<string, Variable>()
  const met = new Set<Variable>()
  const visit = (layer: Layer, scope: string): void => {
    if (layer instanceof Model) {
      for (const inside of layer.layers) visit(inside, `${inside.name}/`)
      return
    }
    for (const variable of layer.ownWeights) {
      const name = scope + (renamed[`${layer.className}/${variable.name}`] ?? variable.name)
      if (met.has(variable)) continue
      met.add(variable)
      if (named.has(name)) throw twice(name)
      named.set(name, variable)
    }
    for (const [attribute, inside] of Object.entries(layer.sublayers)) {
      for (const [i, one] of layersIn(inside).entries()) visit(one, scope + scopeWithin(layer, attribute, i))
    }
  }
  visit(model, '')
  return [...named]
}

function scopeWithin(layer: Layer, attribute: string, index: number): string {
  if (layer.className === 'StackedRNNCells') return `RNNCell_${index}/`
  if (layer.className !== 'Bidirectional') return ''
  const { forwardLayer } = layer as Layer & { forwardLayer: Layer }
  const name = twinName(forwardLayer.name)
  return attribute.startsWith('backward') ? `backward_${name}/` : `forward_${name}/`
}

const twice = (name: string) =>
  new KeratinError(
    'UNSUPPORTED',
    `Two layers of the model, in models inside it, have a weight "${name}": TensorFlow.js would confound them.`,
    { hint: 'Give the layers names of their own.' },
  )
