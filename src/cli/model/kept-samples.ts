import { join } from 'node:path'
import type { KeptSamples } from '../../../models/samples/samples.js'
import { KeratinError } from '../../support/errors.js'
import { readTextFile } from '../../support/text-file.js'

/** The file of a run that says which samples it was trained on, chosen by and tested on. */
export const samplesFile = 'samples.json'

/**
 * Which samples a run had; undefined where it does not say, as runs of before did not.
 *
 * @throws KeratinError FILE_UNREADABLE for a file that is damaged
 */
export async function readKeptSamples(run: string): Promise<KeptSamples | undefined> {
  const path = join(run, samplesFile)
  let text: string
  try {
    text = await readTextFile(path, 'lines')
  } catch (error) {
    if (error instanceof KeratinError && error.code === 'FILE_NOT_FOUND') return undefined
    throw error
  }
  const { readKept } = await import('../../../models/samples/kept-file.js')
  return readKept(text, path)
}
