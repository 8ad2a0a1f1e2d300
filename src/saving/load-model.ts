import type { Model } from '../model/index.js'
import { checkedOptions } from '../support/options.js'
import { broken, inFile } from './broken.js'
import type { LoadOptions } from './load-options.js'

export type { LoadOptions } from './load-options.js'

/**
 * Loads a whole model: layers, weights, and, so that training goes on where it stopped, what it was compiled with and
 * the state of the optimizer, as far as the file holds them. Which format a file has is found out by its content.
 *
 * Read are `.keras` of Keras 2.13 and later, `.h5` and `.hdf5` of Keras 1, 2 and 3, TensorFlow.js' `model.json` (of
 * layers, or of a graph, which predicts only), and exports of Teachable Machine, as folder or zip. What a model means
 * is what it meant for what wrote it. Labels and the size of images that lie beside it come into `model.metadata`.
 *
 * @param path a file, a folder with a model, or an https address
 * @param options.compile whether the model is compiled as it was when it was saved. Default true
 * @param options.customObjects classes and functions of your own that the model uses, by the names they have in the
 *   file; a function for a Lambda of Python code by the name of the layer
 *
 * @throws KeratinError `FILE_NOT_FOUND`; `FILE_UNREADABLE` if the file is broken or of another format;
 *   `UNSUPPORTED` if the model uses a class that is not known
 * @example const model = await loadModel('mnist.keras')
 * @example const model = await loadModel('old.h5', { customObjects: { lambda_1: (x) => tf.div(x, 255) } })
 * @see https://keras.io/api/models/model_saving_apis/model_saving_and_loading/
 */
export async function loadModel(path: string, options: LoadOptions = {}): Promise<Model> {
  const given = checkedOptions('loadModel', options)
  const { describedBeside, openContent, openSource } = await import('./reading.js')
  const source = await openSource(path)
  return inFile(path, async () => {
    const { content, format } = await openContent(source)
    if (!format.readModel) throw broken(`It holds weights only (${format.title}).`, weightsHint)
    const model = await format.readModel(content, given)
    try {
      if (Object.keys(model.metadata).length === 0)
        model.metadata = await describedBeside(content.source, model)
      return model
    } catch (error) {
      model.dispose()
      throw error
    }
  })
}

const weightsHint = 'Build the model and give it the weights with model.loadWeights(path).'
