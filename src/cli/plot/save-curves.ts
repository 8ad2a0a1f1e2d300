import { KeratinError } from '../../support/errors.js'
import { readRunHistory } from '../model/run-history.js'
import type { Output } from '../output.js'
import type { Recorder } from '../train/recorder.js'

/** Which pictures of its curves a run gets. */
export type CurvesWanted = 'all' | 'svg' | 'none'

/**
 * Draws the curves of a run into its folder, on white and on black: `curves.svg`, `curves.png`, `curves-dark.svg`,
 * `curves-dark.png`. A picture that cannot be written is said, and does not end the run.
 *
 * @param title what stands over them: the run
 */
export async function saveCurves(
  { folder, epochs, monitored }: Recorder,
  title: string,
  wanted: CurvesWanted,
  output: Output,
): Promise<void> {
  if (wanted === 'none' || epochs.length === 0) return
  try {
    const { historyPicture } = await import('./history-picture.js')
    // as it is written down: with learning rates
    const picture = historyPicture(await readRunHistory(folder.path), monitored, { title })
    await folder.write('curves.svg', picture.svg)
    await folder.write('curves-dark.svg', picture.toSVG({ theme: 'dark' }))
    if (wanted === 'svg') return
    await folder.write('curves.png', await picture.toPNG())
    await folder.write('curves-dark.png', await picture.toPNG({ theme: 'dark' }))
  } catch (error) {
    if (!(error instanceof KeratinError)) throw error
    output.warn(`The curves are not drawn: ${error.message}`)
  }
}
