import { provideStorage } from '../model/index.js'
import { modelToJSON } from './model-json.js'
import { saveModel } from './save-model.js'
import { loadWeights } from './load-weights.js'
import { saveWeights } from './weights-file.js'

provideStorage({ save: saveModel, saveWeights, loadWeights, toJSON: modelToJSON })

export type { CustomObjects } from './keras/make-layer.js'
export { type LoadOptions, loadModel } from './load-model.js'
export { modelFromJSON, modelToJSON } from './model-json.js'
export { type SaveOptions, saveModel } from './save-model.js'
export { loadWeights } from './load-weights.js'
export { saveWeights } from './weights-file.js'
