import type { Model } from '../model/index.js'
import { argumentError } from '../support/errors.js'
import { writeFileAtomic } from '../support/files.js'
import { writeHdf5 } from './hdf5/write-hdf5.js'
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

/** @throws KeratinError ARGUMENT unless the name ends in `.weights.h5` */
function checkEnding(what: string, path: string): void {
  if (typeof path === 'string' && path.endsWith('.weights.h5')) return
  throw argumentError(what, 'a name ending in .weights.h5', 'path', path)
}
