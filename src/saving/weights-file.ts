import type { Model } from '../model/index.js'
import { argumentError, KeratinError } from '../support/errors.js'
import { readFileBytes, writeFileAtomic } from '../support/files.js'
import { inFile } from './broken.js'
import { readHdf5 } from './hdf5/read-hdf5.js'
import { writeHdf5 } from './hdf5/write-hdf5.js'
import { readOptimizer, readWeights } from './keras/read-weights.js'
import { optimizerState, weightsTree } from './keras/weights-tree.js'
import { checkOverwrite, type SaveOptions } from './save-model.js'

/**
 * Saves the weights of a model, and the state of its optimizer, as Keras 3 does.
 *
 * @param path a name ending in `.weights.h5`; the folder must exist
 * @param options.overwrite whether a file that is there already is replaced. Default true
 *
 * @throws KeratinError `ARGUMENT` for another ending; `FILE_UNWRITABLE` with the reason
 * @example await saveWeights(model, 'mnist.weights.h5')
 * @see https://keras.io/api/models/model_saving_apis/weights_saving_and_loading/
 */
export async function saveWeights(model: Model, path: string, options: SaveOptions = {}): Promise<void> {
  checkEnding('saveWeights', path)
  const { overwrite = true, date = new Date() } = options
  await checkOverwrite(path, overwrite)
  await writeFileAtomic(path, await writeHdf5(weightsTree(model, optimizerState(model)), date))
}

/**
 * Loads weights that `saveWeights` or Keras 3 saved from a model of the same layers, and the state of the optimizer
 * if the model is compiled and the file holds it. The model changes only if all of them can be read.
 *
 * @param path a `.weights.h5` file
 *
 * @throws KeratinError `NOT_BUILT` if the model has no input shape yet; `FILE_NOT_FOUND`; `FILE_UNREADABLE` with the
 *   layer and weight that does not fit
 * @example await loadWeights(model, 'mnist.weights.h5')
 * @see https://keras.io/api/models/model_saving_apis/weights_saving_and_loading/
 */
export async function loadWeights(model: Model, path: string): Promise<void> {
  checkEnding('loadWeights', path)
  if (!model.built) {
    throw new KeratinError('NOT_BUILT', `Model "${model.name}" has no weights yet.`, {
      hint: 'Give it an input shape before loading weights.',
    })
  }
  const bytes = await readFileBytes(path)
  await inFile(path, () =>
    readHdf5(bytes, (file) => {
      const values = readWeights(file, model)
      const variables = model.optimizer?.variables
      const state = variables?.length ? readOptimizer(file, variables, () => {}) : undefined
      values.assign()
      state?.assign()
    }),
  )
}

function checkEnding(what: string, path: string): void {
  if (typeof path === 'string' && path.endsWith('.weights.h5')) return
  throw argumentError(what, 'a name ending in .weights.h5', 'path', path)
}
