import { KeratinError } from '../support/errors.js'
import { requireHere } from '../support/package-file.js'
import type { tf } from './tf.js'

interface Place {
  name: string
  dtype: tf.DataType
  shape?: number[]
}

/** What is used of a graph of @tensorflow/tfjs-converter, which is not among the packages of Keratin itself. */
interface GraphModel {
  readonly inputs: Place[]
  readonly outputs: Place[]
  execute(inputs: Record<string, tf.Tensor>, outputs: string[]): tf.Tensor | tf.Tensor[]
  dispose(): void
}

interface Converter {
  loadGraphModel(handler: { load(): Promise<tf.io.ModelArtifacts> }): Promise<GraphModel>
}

/** A graph of TensorFlow operators that runs on the engine. */
export type TensorFlowGraph = Pick<GraphModel, 'inputs' | 'outputs' | 'dispose'> & {
  /** The outputs for inputs by name. */
  run(inputs: Record<string, tf.Tensor>): tf.Tensor[]
}

/**
 * Makes a graph runnable. What runs it is a package of TensorFlow.js that is installed by those who need it.
 *
 * @throws KeratinError UNSUPPORTED if the package is not installed
 */
export async function openGraph(artifacts: tf.io.ModelArtifacts): Promise<TensorFlowGraph> {
  const { loadGraphModel } = converter()
  const model = await loadGraphModel({ load: async () => artifacts })
  const outputs = model.outputs.map(({ name }) => name)
  return {
    inputs: model.inputs,
    outputs: model.outputs,
    dispose: () => model.dispose(),
    run: (inputs) => [model.execute(inputs, outputs)].flat() as tf.Tensor[],
  }
}

function converter(): Converter {
  try {
    return requireHere('@tensorflow/tfjs-converter')
  } catch (cause) {
    throw new KeratinError('UNSUPPORTED', 'The file is a TensorFlow graph (graph-model), not layers.', {
      hint: 'To predict with it, install what runs it: npm install @tensorflow/tfjs-converter@4.22.0',
      cause,
    })
  }
}
