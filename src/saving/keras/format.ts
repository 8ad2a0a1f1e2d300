import type { Config } from '../../support/registry.js'

/** The version of Keras whose files are written. */
export const kerasVersion = '3.15.1'

/** The file of an archive that holds `model.metadata`: Keras passes it over. */
export const metadataFile = 'keratin.json'

/** A layer or model as Keras writes it. */
export interface SavedLayer {
  module: string | null
  class_name: string
  config: Config
  registered_name: string | null
  build_config?: Config
  compile_config?: Config
  /** Of layers inside a functional model. */
  name?: string
  /** The calls of the layer that belong to the model around it. */
  inbound_nodes?: SavedCall[]
}

/** One call of a layer; tensors in it are `SavedTensor`s. */
export interface SavedCall {
  args: unknown[]
  kwargs: Record<string, unknown>
}

/** A tensor of the graph. */
export interface SavedTensor {
  class_name: '__keras_tensor__'
  config: { shape: (number | null)[]; dtype: string; keras_history: TensorPlace }
}

/** Layer name, which of its calls, which output of the call. */
export type TensorPlace = [layer: string, call: number, output: number]
