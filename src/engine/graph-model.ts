import type { GraphModel } from '@tensorflow/tfjs-converter'
import { KeratinError } from '../support/errors.js'
import type { tf } from './tf.js'

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
  const { loadGraphModel } = await converter()
  const model = await loadGraphModel({ load: async () => artifacts })
  const outputs = model.outputs.map(({ name }) => name)
  return {
    inputs: model.inputs,
    outputs: model.outputs,
    dispose: () => model.dispose(),
    run: (inputs) => [model.execute(inputs, outputs)].flat() as tf.Tensor[],
  }
}

async function converter(): Promise<typeof import('@tensorflow/tfjs-converter')> {
  try {
    return await import('@tensorflow/tfjs-converter')
  } catch (cause) {
    throw new KeratinError('UNSUPPORTED', 'The file is a TensorFlow graph (graph-model), not layers.', {
      hint: 'To predict with it, install what runs it: npm install @tensorflow/tfjs-converter@4.22.0',
      cause,
    })
  }
}
