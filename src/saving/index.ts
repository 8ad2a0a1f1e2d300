import { provideStorage } from '../model/index.js'
import { provideFileNames, provideSaving } from '../training/index.js'
import { codecs, formatOfName } from './formats.js'
import { loadWeights } from './load-weights.js'
import { modelToJSON } from './model-json.js'
import { saveModel, wantedEndings } from './save-model.js'
import { saveWeights } from './weights-file.js'

provideStorage({ save: saveModel, saveWeights, loadWeights, toJSON: modelToJSON })
provideFileNames((path, holds) => (formatOfName(path)?.holds === holds ? undefined : wantedEndings([holds])))
provideSaving(codecs)

export type { CustomObjects } from './keras/custom-objects.js'
export { type LoadOptions, loadModel } from './load-model.js'
export { loadWeights } from './load-weights.js'
export { modelFromJSON, modelToJSON } from './model-json.js'
export { saveModel } from './save-model.js'
export { modelFileIn } from './usual-names.js'
export { saveWeights } from './weights-file.js'
