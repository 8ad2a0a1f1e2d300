import { stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What models are called in a folder, or in an archive of one, the likeliest first. */
export const usualNames: readonly string[] = [
  'model.json',
  'keras_model.h5',
  'model.keras',
  'model.h5',
  'model.hdf5',
  'best.keras',
  'last.keras',
]

/** The file of the model in a folder; undefined if there is none of a usual name. */
export async function modelFileIn(folder: string): Promise<string | undefined> {
  for (const name of usualNames) {
    const path = join(folder, name)
    if ((await stat(path).catch(() => undefined))?.isFile()) return path
  }
  return undefined
}
