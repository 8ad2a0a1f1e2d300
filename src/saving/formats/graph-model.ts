import { openGraph } from '../../engine/index.js'
import { Input } from '../../layers/index.js'
import { TensorFlowGraphLayer } from '../../layers/legacy/tensorflow-graph.js'
import { Model } from '../../model/index.js'
import { broken } from '../broken.js'
import { isObject, type JsonObject } from '../keras/json-checks.js'
import type { ManifestGroup } from './manifest.js'

/** A `graph-model` of TensorFlow.js as a model that predicts. */
export async function graphModel(whole: JsonObject, groups: readonly ManifestGroup[]): Promise<Model> {
  const graph = await openGraph({
    modelTopology: whole.modelTopology as object,
    weightSpecs: groups.flatMap(({ weights }) => weights) as never,
    weightData: joined(groups),
    ...(isObject(whole.signature) ? { signature: whole.signature } : {}),
    ...(isObject(whole.userDefinedMetadata)
      ? { userDefinedMetadata: whole.userDefinedMetadata as never }
      : {}),
    ...(isObject(whole.modelInitializer) ? { modelInitializer: whole.modelInitializer as never } : {}),
  })
  try {
    const inputs = graph.inputs.map(({ name, shape, dtype }) => {
      if (!shape || shape.length === 0)
        throw broken(`The graph does not say which shape its input "${name}" has.`)
      const batchShape = shape.map((d) => (d >= 0 ? d : null))
      // names of layers have no output numbers
      if (dtype === 'complex64') throw broken(`The input "${name}" of the graph is of complex numbers.`)
      return Input({ batchShape, dtype, name: name.replace(/:\d+$/, '') })
    })
    if (inputs.length === 0) throw broken('The graph has no inputs.')
    const layer = new TensorFlowGraphLayer({ graph, name: 'graph', trainable: false })
    const outputs = inputs.length === 1 ? layer(inputs[0]!) : layer(inputs)
    return new Model({ inputs: inputs.length === 1 ? inputs[0]! : inputs, outputs })
  } catch (error) {
    graph.dispose()
    throw error
  }
}

function joined(groups: readonly ManifestGroup[]): ArrayBuffer {
  const bytes = Buffer.concat(groups.map((group) => group.bytes))
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer
}
