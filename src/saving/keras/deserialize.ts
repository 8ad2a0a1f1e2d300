import type { Operation } from '../../graph/operation.js'
import type { Layer } from '../../layers/index.js'
import { Model, Sequential } from '../../model/index.js'
import { operationFrom } from '../../ops/index.js'
import { broken } from '../broken.js'
import type { CustomObjects } from './custom-objects.js'
import { restoreGraph } from './graph-from-config.js'
import { isObject, listAt, objectAt, shapeAt, textAt } from './json-checks.js'
import { makeLayer } from './make-layer.js'

/**
 * The model of a `config.json`, without weights and not compiled.
 *
 * @throws KeratinError FILE_UNREADABLE where it is not what Keras writes; UNSUPPORTED for a class that is not known
 */
export function deserializeModel(saved: unknown, customObjects: CustomObjects = {}): Model {
  const model = deserializeLayer(saved, customObjects)
  if (model instanceof Model) return model
  throw broken(`The file holds a layer of class "${model.className}", not a model.`)
}

/** A layer, or an operation such as `Add` of `keras.ops`. */
function deserializeOperation(saved: unknown, customObjects: CustomObjects): Operation {
  const { module, class_name, config } = isObject(saved) ? saved : {}
  const isOperation = typeof module === 'string' && module.startsWith('keras.src.ops.')
  if (!isOperation) return deserializeLayer(saved, customObjects)
  const name = textAt(class_name, 'class_name of an operation')
  return operationFrom(name, objectAt(config, `config of an operation of class "${name}"`))
}

function deserializeLayer(saved: unknown, customObjects: CustomObjects): Layer {
  const entry = objectAt(saved, 'A layer')
  const className = textAt(entry.class_name, 'class_name of a layer')
  const config = objectAt(entry.config, `config of a layer of class "${className}"`)
  const make = (inside: unknown) => deserializeLayer(inside, customObjects)
  const makeAny = (inside: unknown) => deserializeOperation(inside, customObjects)
  if (className === 'Sequential') return sequential(config, make)
  const isFunctional =
    className === 'Functional' || (Array.isArray(config.layers) && 'output_layers' in config)
  if (isFunctional) return functional(config, makeAny)
  // classes of users are written with the package they are registered in
  const registered =
    typeof entry.registered_name === 'string' ? entry.registered_name.split('>').at(-1)! : className
  const found = Object.hasOwn(customObjects, className) ? className : registered
  const layer = makeLayer(found, config, customObjects, make)
  if (isObject(entry.build_config)) layer.buildFromConfig(entry.build_config)
  return layer
}

function sequential(config: Record<string, unknown>, make: (saved: unknown) => Layer): Sequential {
  const layers = listAt(config.layers, 'layers of the Sequential').map(make)
  const model = new Sequential(layers, options(config))
  if (!model.built && Array.isArray(config.build_input_shape) && layers.length > 0) {
    model.ensureBuilt(shapeAt(config.build_input_shape, 'build_input_shape'))
  }
  return model
}

function functional(config: Record<string, unknown>, make: (saved: unknown) => Operation): Model {
  const graph = restoreGraph(config, make)
  return new Model({ ...graph, ...options(config) })
}

function options({ name, trainable }: Record<string, unknown>): { name?: string; trainable?: boolean } {
  const given: { name?: string; trainable?: boolean } = {}
  if (typeof name === 'string') given.name = name
  if (typeof trainable === 'boolean') given.trainable = trainable
  return given
}

/** The `compile_config` in a model's configuration; undefined if it was not compiled. */
export function compileConfigIn(saved: unknown): Record<string, unknown> | undefined {
  const config = isObject(saved) ? saved.compile_config : undefined
  return isObject(config) && Object.keys(config).length > 0 ? config : undefined
}
