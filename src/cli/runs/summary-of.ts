import { join } from 'node:path'
import { KeratinError } from '../../support/errors.js'
import { readTextFile } from '../../support/text-file.js'
import { textWidth } from '../../support/text-width.js'
import type { Io } from '../io.js'

/**
 * The summary of a run's model for where it is shown: as it was written down, or made anew of the model where the terminal
 * is narrower than that.
 *
 * @returns undefined if none was written down
 */
export async function summaryOf(folder: string, { stdout, cwd }: Io): Promise<string | undefined> {
  const written = await readTextFile(join(folder, 'summary.txt'), 'lines').catch(() => undefined)
  const columns = stdout.isTTY ? stdout.columns || 80 : Number.POSITIVE_INFINITY
  if (written === undefined || written.split('\n').every((line) => textWidth(line) <= columns)) return written
  try {
    const { openModel } = await import('../model/open-model.js')
    const { hasFrozen } = await import('../../model/index.js')
    const { model } = await openModel(folder, cwd)
    try {
      return model.summaryText({ lineLength: columns, showTrainable: hasFrozen(model) })
    } finally {
      model.dispose()
    }
  } catch (error) {
    // what was written down is better than nothing
    if (error instanceof KeratinError) return written
    throw error
  }
}
