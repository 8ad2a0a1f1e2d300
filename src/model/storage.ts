import { KeratinError } from '../support/errors.js'
import type { SaveOptions, SaveWeightsOptions } from './save-options.js'

/** How models are written to and read from files; the room of file formats provides it. */
export interface Storage<Model> {
  save(model: Model, path: string, options?: SaveOptions): Promise<void>
  saveWeights(model: Model, path: string, options?: SaveWeightsOptions): Promise<void>
  loadWeights(model: Model, path: string): Promise<void>
  toJSON(model: Model): string
}

let provided: Storage<never> | undefined

/** Sets what `model.save` and its kin use. Formats know models, so models are told of formats and do not ask. */
export function provideStorage<Model>(storage: Storage<Model>): void {
  provided = storage
}

/** The formats, as the model that asks sees them. */
export function storage<Model>(): Storage<Model> {
  if (provided) return provided as Storage<Model>
  throw new KeratinError('INTERNAL', 'No file format is loaded.', { hint: 'Import from "keratin".' })
}
