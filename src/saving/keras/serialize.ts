import type { Graph } from '../../graph/graph.js'
import type { Operation } from '../../graph/operation.js'
import { isSymbolic, type Node, type SymbolicTensor } from '../../graph/symbolic.js'
import { serializeLayer as serializePlainLayer } from '../../layers/base/serialize.js'
import { Layer, type Shape } from '../../layers/index.js'
import { Model, Sequential, type SymbolicStructure } from '../../model/index.js'
import { classNameOf } from '../../support/class-name.js'
import { underscore } from '../../support/names.js'
import { configOf } from '../../support/python-floats.js'
import type { Config } from '../../support/registry.js'
import { warn } from '../../support/warn.js'
import { writeArgument } from './arguments.js'
import type { SavedCall, SavedLayer, SavedTensor, TensorPlace } from './format.js'
import { asOutput } from './nested-outputs.js'

/** A model as the `config.json` of Keras holds it. */
export function serializeModel(model: Model): SavedLayer {
  const compile_config = model.getCompileConfig() as Config
  if (model.hasOwnCall) return { ...serializePlainLayer(model), compile_config }
  sayWhatIsLost(model)
  if (model instanceof Sequential) {
    const input = model.graph?.inputs[0]?.shape
    const saved: SavedLayer = {
      module: 'keras',
      class_name: 'Sequential',
      config: sequentialConfig(model, input),
      registered_name: null,
    }
    if (input) saved.build_config = { input_shape: input }
    return { ...saved, compile_config }
  }
  return {
    // Keras finds the class of functional models nowhere else
    module: 'keras.src.models.functional',
    class_name: 'Functional',
    config: functionalConfig(model),
    registered_name: 'Functional',
    build_config: { input_shape: null },
    compile_config,
  }
}

/** Of a class derived from Model or Sequential without a call of its own, files hold the layers. */
function sayWhatIsLost(model: Model): void {
  const own = Object.getPrototypeOf(model)
  if (own === Model.prototype || own === Sequential.prototype) return
  warn(
    `The model "${model.name}" is saved with its layers and weights, but without its class ${classNameOf(model.constructor)}: ` +
      'steps and methods of its own are missing when it is loaded. A class with a call of its own is kept.',
  )
}

function sequentialConfig(model: Sequential, input: Shape | undefined): Config {
  const { name, trainable, dtype } = model.getConfig()
  const layers = model.layersWithInput.map(serializeLayer)
  return { name, trainable, dtype, layers, ...(input ? { build_input_shape: input } : {}) }
}

function functionalConfig(model: Model): Config {
  const { inputs, outputs } = model.structure
  const graph = model.graph!
  const callOf = callNumbers(graph)
  const place = (t: SymbolicTensor): TensorPlace => [t.name, callOf.get(t.node)!, t.tensorIndex]
  const end = (t: SymbolicTensor) => asOutput(t.operation, place(t))
  return {
    name: model.name,
    trainable: model.trainable,
    layers: graph.operations.map((operation) => ({
      ...serializeOperation(operation as Operation),
      name: operation.name,
      inbound_nodes: graph
        .nodesOf(operation)
        .filter((n) => !n.isInput)
        .map((n) => serializeCall(n, place)),
    })),
    input_layers: mapStructure(inputs, end),
    output_layers: mapStructure(outputs, end),
  }
}

/** A layer may be called in other models too: a file counts only the calls of its own. */
function callNumbers(graph: Graph): Map<Node, number> {
  return new Map(
    graph.operations.flatMap((operation) =>
      graph.nodesOf(operation).map((node, i): [Node, number] => [node, i]),
    ),
  )
}

/** A layer or operation without the calls of it. */
function serializeOperation(operation: Operation): SavedLayer {
  if (operation instanceof Layer) return serializeLayer(operation)
  const { module } = operation.constructor as typeof Operation
  const { className } = operation
  return { module, class_name: className, config: configOf(operation), registered_name: className }
}

/** A layer or model without the calls of it. */
function serializeLayer(layer: Layer): SavedLayer {
  if (layer instanceof Model) return serializeModel(layer)
  const saved: SavedLayer = serializePlainLayer(layer)
  // layers around a model do not know how models are written
  for (const [attribute, inside] of Object.entries(layer.sublayers)) {
    if (inside instanceof Model && attribute in saved.config) saved.config[attribute] = serializeModel(inside)
  }
  return saved
}

function serializeCall(node: Node, place: (t: SymbolicTensor) => TensorPlace): SavedCall {
  const value = (v: unknown) => writeArgument(v, (t) => serializeTensor(t, place(t)))
  const kwargs = Object.entries(node.kwargs).filter(([, v]) => v !== undefined)
  return {
    args: node.args.map(value),
    kwargs: Object.fromEntries(kwargs.map(([k, v]) => [underscore(k), value(v)])),
  }
}

const serializeTensor = ({ shape, dtype }: SymbolicTensor, keras_history: TensorPlace): SavedTensor => ({
  class_name: '__keras_tensor__',
  config: { shape: [...shape], dtype, keras_history },
})

function mapStructure(structure: SymbolicStructure, place: (t: SymbolicTensor) => TensorPlace): unknown {
  if (isSymbolic(structure)) return place(structure)
  if (Array.isArray(structure)) return structure.map(place)
  return Object.fromEntries(Object.entries(structure).map(([k, t]) => [k, place(t)]))
}
