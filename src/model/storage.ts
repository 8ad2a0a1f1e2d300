import { KeratinError } from '../support/errors.js'
import type { Model } from './model.js'

/** How models are written to and read from files; the room of file formats provides it. */
export interface Storage {
  save(model: Model, path: string, options?: { overwrite?: boolean; date?: Date }): Promise<void>
  saveWeights(model: Model, path: string, options?: { overwrite?: boolean }): Promise<void>
  loadWeights(model: Model, path: string): Promise<void>
  toJSON(model: Model): string
}

let provided: Storage | undefined

/** Sets what `model.save` and its kin use. Formats know models, so models are told of formats and do not ask. */
export function provideStorage(storage: Storage): void {
  provided = storage
}

export function storage(): Storage {
  if (provided) return provided
  throw new KeratinError('INTERNAL', 'No file format is loaded.', { hint: 'Import from "keratin".' })
}
