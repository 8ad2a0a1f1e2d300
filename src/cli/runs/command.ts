import { basename, resolve } from 'node:path'
import { argumentError, ExitCode, KeratinError } from '../../support/errors.js'
import { formatBytes } from '../../support/format.js'
import type { CommandCall } from '../command.js'
import { findRun } from '../model/find-run.js'
import { readRunHistory } from '../model/run-history.js'
import { readRunJson } from '../model/run-json.js'
import { confirm } from './confirm.js'
import { findRuns } from './find-runs.js'
import type { RunsAction, runsOptions } from './options.js'
import { readRun } from './read-run.js'
import { summaryOf } from './summary-of.js'

type Call = CommandCall<typeof runsOptions>

/** `keratin runs` */
export async function runsCommand(call: Call): Promise<ExitCode> {
  const [action, ...paths] = call.args as [RunsAction, ...string[]]
  const counts = { list: [0, 0], show: [1, 1], compare: [2, Infinity], clean: [0, Infinity] } as const
  const [least, most] = counts[action]
  if (paths.length < least || paths.length > most) {
    const expected = { list: 'left out', show: 'one run', compare: 'two runs or more', clean: 'runs' }[action]
    throw argumentError(`keratin runs ${action}`, expected, 'run', paths.length ? paths.join(' ') : undefined)
  }
  return { list, show, compare, clean }[action](call, paths)
}

async function list({ options, output, io }: Call): Promise<ExitCode> {
  const { dir = 'runs' } = options
  const runs = await findRuns(dir, io.cwd, options.dir === undefined)
  output.document({ dir, runs })
  const { showRuns } = await import('./list.js')
  if (runs.length > 0) output.result(showRuns(runs))
  else output.note(`There are no runs in ${dir}. Begin one: keratin train digits`)
  return ExitCode.ok
}

async function show({ output, io }: Call, [path]: string[]): Promise<ExitCode> {
  const folder = await findRun(path!, io.cwd)
  const facts = await readRun(folder, path!)
  const settings = await readRunJson(folder, 'config.json')
  const epochs = await readRunHistory(folder)
  output.document({ ...facts, settings, history: epochs })
  // nobody reads it in JSON
  if (output.json) return ExitCode.ok
  const { showRun } = await import('./show.js')
  const { isTTY, columns = 80 } = io.stdout
  output.result(
    showRun(facts, settings, epochs, await summaryOf(folder, io), isTTY ? columns || 80 : undefined),
  )
  return ExitCode.ok
}

async function compare({ output, io }: Call, paths: string[]): Promise<ExitCode> {
  const { compareRuns, showComparison } = await import('./compare.js')
  const runs = []
  for (const path of paths) {
    const folder = await findRun(path, io.cwd)
    runs.push({
      facts: await readRun(folder, path),
      settings: await readRunJson(folder, 'config.json'),
    })
  }
  const comparison = compareRuns(runs)
  output.document(comparison)
  output.result(showComparison(comparison))
  return ExitCode.ok
}

async function clean(call: Call, paths: string[]): Promise<ExitCode> {
  const { options, output, io } = call
  const { remove, removalsOf } = await import('./clean.js')
  const { dir = 'runs', keep, dryRun = false, yes = false } = options
  const named = paths.length > 0
  if (named && (keep !== undefined || options.dir !== undefined))
    throw argumentError(
      'keratin runs clean',
      'left out where runs are named',
      keep ? '--keep' : '--dir',
      keep ?? dir,
    )
  const removals = named
    ? await Promise.all(
        paths.map(async (path) => {
          const folder = await findRun(path, io.cwd)
          const { bytes } = await readRun(folder, path)
          return { run: path, what: 'run' as const, why: 'it was named', bytes }
        }),
      )
    : removalsOf(await findRuns(dir, io.cwd, options.dir === undefined), keep)
  const words = removals.map(({ run, what, why, bytes }) => {
    const size = bytes === undefined ? '' : ` (${formatBytes(bytes)})`
    return `${what === 'run' ? run : `what is half written in ${run}`}${size}: ${why}`
  })
  if (removals.length === 0) {
    output.document({ dryRun, removed: [] })
    output.note('There is nothing to remove.')
    return ExitCode.ok
  }
  if (dryRun) {
    output.document({ dryRun, removed: removals.map((removal) => ({ ...removal, removed: false })) })
    output.result(words.map((line) => `would remove ${line}`).join('\n'))
    return ExitCode.ok
  }
  // what was named is meant; what a rule found is asked for
  if (
    !named &&
    !yes &&
    !(await confirm(`Remove these?\n${words.map((line) => `  ${line}`).join('\n')}`, output))
  ) {
    output.document({ dryRun, removed: [] })
    output.note('Nothing was removed.')
    return ExitCode.ok
  }
  const removed = []
  for (const removal of removals) removed.push(await remove(removal, resolve(io.cwd, removal.run)))
  output.document({ dryRun, removed })
  for (const { run, removed: gone, why, kept } of removed) {
    if (!gone) output.warn(`${run} stays: ${why}`)
    else
      output.result(
        kept
          ? `removed the files of ${run}; what is not of the run stays: ${kept.slice(0, 5).join(', ')}`
          : `removed ${run}`,
      )
  }
  const busy = removed.filter(({ removed: gone }) => !gone)
  if (named && busy.length > 0)
    throw new KeratinError(
      'FILE_UNWRITABLE',
      `A training is running in ${busy.map(({ run }) => basename(run)).join(', ')}.`,
    )
  return ExitCode.ok
}
