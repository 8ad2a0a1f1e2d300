import { provideStorage } from '../model/index.js'
import { loadWeights } from './load-weights.js'
import { modelToJSON } from './model-json.js'
import { save } from './save.js'
import { saveWeights } from './weights-file.js'

provideStorage({ save, saveWeights, loadWeights, toJSON: modelToJSON })

export type { CustomObjects } from './keras/custom-objects.js'
export { type LoadOptions, loadModel } from './load-model.js'
export { loadWeights } from './load-weights.js'
export { modelFromJSON, modelToJSON } from './model-json.js'
export { type SaveOptions, saveModel } from './save-model.js'
export { saveWeights } from './weights-file.js'
