import { argumentError } from '../../support/errors.js'
import { isInteractive } from '../../support/terminal.js'
import type { CallbackLike, Logs } from '../callbacks/index.js'
import { TrainingProgress } from '../progress.js'
import type { Verbosity } from './options.js'

/** The callbacks given, one or several, as a list. */
export function listOfCallbacks(
  callbacks: CallbackLike | readonly CallbackLike[] | undefined,
): CallbackLike[] {
  return callbacks === undefined || callbacks === null ? [] : ([callbacks].flat(8) as CallbackLike[])
}

/** Verbosity as a number: `auto` is 1 on a terminal, else 2. */
export function verbosity(verbose: Verbosity = 'auto'): 0 | 1 | 2 {
  if (verbose === 'auto') return isInteractive() ? 1 : 2
  if (verbose === 0 || verbose === 1 || verbose === 2) return verbose
  throw argumentError('verbose', '"auto", 0, 1 or 2', 'verbose', verbose)
}

/** What shows the progress of a run; undefined if it is to be silent. */
export function makeProgress(
  verbose: Verbosity | undefined,
  results: () => Logs,
  summary = true,
): TrainingProgress | undefined {
  const level = verbosity(verbose)
  if (level === 0) return undefined
  return new TrainingProgress({ results, summary, interactive: level === 1 && isInteractive() })
}
