import type { Variable } from '../../engine/index.js'
import type { Model } from '../../model/index.js'
import { KeratinError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { stockLayer } from '../downgrade/layer.js'
import { checkMasks } from '../downgrade/masks.js'
import { stockWeights } from '../downgrade/weights.js'
import { kerasJson } from '../keras/keras-json.js'
import { serializeModel } from '../keras/serialize.js'
import { checkSharedInside } from '../keras/shared-inside.js'
import { toHalves } from '../weights/halves.js'
import type { FolderFile, WriteOptions } from './format.js'

/** Bytes of a file of weights, as browsers keep them. */
const shardBytes = 4 * 2 ** 20

/**
 * A model of layers for stock TensorFlow.js, whose `tf.loadLayersModel` reads it: `model.json` and its weights in files
 * of 4 MB.
 *
 * @throws KeratinError UNSUPPORTED for a layer or a setting that stock TensorFlow.js has not
 */
export function tensorFlowJsFiles(model: Model, { float16 }: WriteOptions): FolderFile[] {
  checkSharedInside(model)
  if (model.hasOwnCall) {
    throw new KeratinError(
      'UNSUPPORTED',
      `The model "${model.name}" computes in a call of its own, which TensorFlow.js cannot load.`,
      { hint: 'Save it as .keras, or its weights alone.' },
    )
  }
  const { compile_config, ...saved } = serializeModel(model)
  const model_config = stockLayer({ ...saved })
  checkMasks({ ...saved })
  const named = stockWeights(model)
  const bytes = Buffer.concat(named.map(([name, weight]) => bytesOf(name, weight, float16)))
  const count = Math.ceil(bytes.length / shardBytes)
  const shards = Array.from({ length: count }, (_, i) => ({
    name: `group1-shard${i + 1}of${count}.bin`,
    data: bytes.subarray(i * shardBytes, (i + 1) * shardBytes),
  }))
  const training = compile_config && model.optimizer ? trainingConfig(compile_config) : undefined
  const topology = {
    keras_version: 'tfjs-layers 4.22.0',
    backend: 'tensor_flow.js',
    model_config,
    ...(training && { training_config: training }),
  }
  const isDescribed = Object.keys(model.metadata).length > 0
  const whole = {
    format: 'layers-model',
    generatedBy: 'keratin',
    convertedBy: null,
    modelTopology: topology,
    weightsManifest: [
      { paths: shards.map(({ name }) => name), weights: named.map(([name, w]) => entry(name, w, float16)) },
    ],
    ...(isDescribed && { userDefinedMetadata: model.metadata }),
  }
  // JSON of JavaScript: infinite numbers are written as Python and JavaScript both read them
  return [...shards, { name: 'model.json', data: kerasJson(whole) }]
}

const isHalf = ({ dtype }: Variable, float16: boolean) => float16 && dtype === 'float32'

function bytesOf(name: string, weight: Variable, float16: boolean): Uint8Array {
  const data = weight.data()
  const { buffer, byteOffset, byteLength } = isHalf(weight, float16)
    ? toHalves(data, `The weight "${name}"`)
    : data
  return new Uint8Array(buffer, byteOffset, byteLength)
}

const entry = (name: string, weight: Variable, float16: boolean) => ({
  name,
  shape: weight.shape,
  dtype: weight.dtype,
  ...(isHalf(weight, float16) && { quantization: { dtype: 'float16', original_dtype: 'float32' } }),
})

/** In the form of Keras 2, which TensorFlow.js keeps without reading it. */
function trainingConfig({ optimizer, ...rest }: Config): Config {
  const { class_name, config } = optimizer as Config
  return { ...rest, optimizer_config: { class_name, config } }
}
