import { relative, resolve } from 'node:path'
import { KeratinError } from '../../support/errors.js'
import { useEngine } from '../engine.js'
import type { Output } from '../output.js'
import type { CurvesWanted } from '../plot/save-curves.js'
import { resumeCommand } from './closing.js'
import { beginningRows } from './plan.js'
import type { TrainResult } from './result.js'
import { RunFolder } from './run-folder.js'
import type { ResolvedRun } from './settings.js'
import { sayRows } from './show-rows.js'

export interface TrainOptions extends ResolvedRun {
  /** Replace the run in the folder. */
  force?: boolean
  /** Stop after one batch, and write nothing. */
  dryRun?: boolean
  /** Pictures of its curves. Default `all`. */
  curves?: CurvesWanted
}

/**
 * Trains a recipe and writes its run folder. The best epoch is chosen by validation; the test set is used once, at the
 * end, with the weights of that epoch. What is going to happen is said at once, before anything large is loaded.
 *
 * @returns how it ended; undefined after a dry run
 * @throws KeratinError for data that cannot be had, a folder that cannot be written, or a loss that is not finite; what
 *   was made is taken away again, unless an epoch was finished
 */
export async function train(options: TrainOptions, output: Output): Promise<TrainResult | undefined> {
  const { entry, settings, out, resume, engine, force = false, dryRun, curves = 'all', notes = [] } = options
  const { cwd } = output.io
  const folder = dryRun
    ? undefined
    : resume !== undefined
      ? await RunFolder.resume(resolve(cwd, resume))
      : out !== undefined
        ? await RunFolder.at(resolve(cwd, out), force)
        : await RunFolder.next(resolve(cwd, 'runs'), entry.name)
  try {
    const run = folder ? (resume ?? out ?? relative(cwd, folder.path)) : undefined
    sayRows(beginningRows(entry, settings, run ?? 'none: this is a dry run'), output)
    for (const note of notes) output.note(note)
    // from here on the run can be gone on with; one that is replaced stays until its successor can begin
    if (!force) await folder?.writeJson('config.json', settings)
    // recipes are made of layers, and these of tensors: the engine comes first
    await useEngine(engine ?? settings.engine)
    const { Training } = await import('./training.js')
    const recipe = await entry.load()
    return await new Training(
      { recipe, settings, folder, run: run ?? '', resumes: resume !== undefined, curves },
      output,
    ).run()
  } catch (error) {
    await folder?.discard()
    throw (await folder?.has('backup.bin'))
      ? withWayOn(error, resume ?? out ?? relative(cwd, folder!.path))
      : error
  }
}

/** What cannot be written now may be later: the run goes on from its last whole epoch. */
function withWayOn(error: unknown, run: string): unknown {
  if (!(error instanceof KeratinError) || error.code !== 'FILE_UNWRITABLE') return error
  const { code, problem, hint = '', cause } = error
  return new KeratinError(code, problem, {
    hint: `${hint} Then go on with: ${resumeCommand(run)}`.trim(),
    cause,
  })
}
