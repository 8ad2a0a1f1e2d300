import type { Model } from '../model/index.js'
import { KeratinError } from '../support/errors.js'
import { broken, inFile } from './broken.js'

/**
 * Loads the weights of a file into a model of the same layers, and from a `.weights.h5` the state of the optimizer if
 * the model is compiled and the file holds it. The model changes only if all of them can be read.
 *
 * @param path a file of weights (`.weights.h5`, `.h5` of any Keras, `.safetensors`, `.npz`) or of a whole model
 *
 * @throws KeratinError `NOT_BUILT` if the model has no input shape yet; `FILE_NOT_FOUND`; `FILE_UNREADABLE` with the
 *   layer and weight that does not fit
 * @example await loadWeights(model, 'mnist.weights.h5')
 * @see https://keras.io/api/models/model_saving_apis/weights_saving_and_loading/
 */
export async function loadWeights(model: Model, path: string): Promise<void> {
  if (!model.built) {
    throw new KeratinError('NOT_BUILT', `Model "${model.name}" has no weights yet.`, {
      hint: 'Give it an input shape before loading weights.',
    })
  }
  const { openContent, openSource } = await import('./reading.js')
  const source = await openSource(path)
  await inFile(path, async () => {
    const { content, format } = await openContent(source)
    if (!format.readWeights) throw broken(`It holds no weights (${format.title}).`)
    await format.readWeights(content, model)
  })
}
