import { getActivation } from '../activations/index.js'
import { isSymbolic, type Node, type SymbolicTensor } from '../graph/symbolic.js'
import { GlobalAveragePooling2D, GlobalMaxPooling2D, Input, type Shape } from '../layers/index.js'
import { Model } from '../model/index.js'
import { loadWeights } from '../saving/index.js'
import { argumentError } from '../support/errors.js'
import type { ApplicationOptions, Settings } from './options.js'
import { fetchWeights, type PublishedWeights } from './published-weights.js'

/** What makes a network of `keras.applications` besides what all have in common. */
export interface Architecture<O extends ApplicationOptions = ApplicationOptions> {
  /** The name of its function: `ResNet50`. */
  where: string
  /** The shape of one image, where the network is not given what to compute on. */
  inputShape(settings: Settings<O>): Shape
  /** From images to a map of features. */
  features(images: SymbolicTensor, settings: Settings<O>, shape: Shape): SymbolicTensor
  /** From the map to classes. */
  classifier(map: SymbolicTensor, settings: Settings<O>): SymbolicTensor
  /** From the map to what a network without classifier gives. Default: pooled as asked. */
  pooled?(map: SymbolicTensor, settings: Settings<O>): SymbolicTensor
  /** The name of the model unless another is given. */
  name(settings: Settings<O>, shape: Shape): string
  /** Where the weights of ImageNet are. */
  published(settings: Settings<O>, shape: Shape): PublishedWeights
}

const defaults = {
  includeTop: true,
  weights: 'imagenet',
  pooling: null,
  classes: 1000,
  classifierActivation: 'softmax',
} satisfies ApplicationOptions

/**
 * A network with its weights.
 *
 * @param options checked for their names
 */
export async function application<O extends ApplicationOptions>(
  architecture: Architecture<O>,
  options: O,
): Promise<Model> {
  const settings: Settings<O> = { ...defaults, ...options }
  check(architecture.where, settings)
  const shape = architecture.inputShape(settings)
  const published = settings.weights === 'imagenet' ? architecture.published(settings, shape) : undefined
  const images = settings.inputTensor ?? Input({ shape })
  const map = architecture.features(images, settings, shape)
  const pool = architecture.pooled ?? pooled
  const output = settings.includeTop ? architecture.classifier(map, settings) : pool(map, settings)
  const sources = settings.inputTensor ? sourcesOf(settings.inputTensor) : [images]
  const name = settings.name ?? architecture.name(settings, shape)
  const model = new Model(sources.length === 1 ? sources[0]! : sources, output, { name })
  if (settings.weights === null) return model
  try {
    await loadWeights(model, published ? await fetchWeights(published) : settings.weights)
    return model
  } catch (error) {
    model.dispose()
    throw error
  }
}

/** What comes out without the classifier. */
export function pooled(map: SymbolicTensor, { pooling }: Settings, named = false): SymbolicTensor {
  if (pooling === 'avg') return GlobalAveragePooling2D(named ? { name: 'avg_pool' } : {})(map)
  if (pooling === 'max') return GlobalMaxPooling2D(named ? { name: 'max_pool' } : {})(map)
  return map
}

/** With Keras' names of the layers, which some networks give. */
export const pooledByName = (map: SymbolicTensor, settings: Settings): SymbolicTensor =>
  pooled(map, settings, true)

function check(where: string, settings: Settings): void {
  const { weights, includeTop, classes, pooling, inputTensor, classifierActivation } = settings
  if (weights !== null && typeof weights !== 'string') {
    throw argumentError(where, "'imagenet', a file of weights, or null", 'weights', weights)
  }
  if (pooling !== null && pooling !== 'avg' && pooling !== 'max') {
    throw argumentError(where, "'avg', 'max' or null", 'pooling', pooling)
  }
  if (!Number.isInteger(classes) || classes < 1) {
    throw argumentError(where, 'a positive integer', 'classes', classes)
  }
  if (inputTensor !== undefined && !isSymbolic(inputTensor)) {
    throw argumentError(
      where,
      'a symbolic tensor',
      'inputTensor',
      inputTensor,
      'Start with Input({ shape }).',
    )
  }
  if (!includeTop || weights === null) return
  if (weights === 'imagenet' && classes !== 1000) {
    const hint = 'Leave the classifier out with { includeTop: false }, or the weights with { weights: null }.'
    throw argumentError(where, '1000 with the classifier of ImageNet', 'classes', classes, hint)
  }
  const { name } = getActivation(classifierActivation)
  if (name === 'softmax' || name === 'linear') return
  throw argumentError(where, "'softmax' or null with weights", 'classifierActivation', classifierActivation)
}

/** The inputs that something was made of. */
function sourcesOf(tensor: SymbolicTensor): SymbolicTensor[] {
  const found = new Set<SymbolicTensor>()
  const seen = new Set<Node>()
  const visit = (t: SymbolicTensor) => {
    if (t.node.isInput) found.add(t)
    if (seen.has(t.node)) return
    seen.add(t.node)
    t.node.tensors.forEach(visit)
  }
  visit(tensor)
  return [...found]
}
