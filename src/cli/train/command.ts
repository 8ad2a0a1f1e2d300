import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ExitCode } from '../../support/errors.js'
import { formatNumber } from '../../support/format.js'
import type { CommandCall } from '../command.js'
import { readRunHistory } from '../model/run-history.js'
import type { trainOptions } from '../options/train-options.js'
import { resumeCommand, sayClosing } from './closing.js'
import { exitCodeOf, type TrainResult } from './result.js'
import { resumedSettings } from './resume-settings.js'
import { resolveRun } from './settings.js'
import { train } from './train.js'

/** `keratin train` */
export async function trainCommand({
  args,
  options,
  fromEnvironment,
  commands,
  output,
  io,
}: CommandCall<typeof trainOptions>): Promise<ExitCode> {
  const { resume } = options
  const resolved =
    resume === undefined
      ? await resolveRun(args[0], options, io)
      : await resumedSettings(args[0], { ...options, resume }, fromEnvironment, io)
  if (options.printConfig) {
    output.text(JSON.stringify(resolved.settings, null, 2))
    return ExitCode.ok
  }
  if (resume !== undefined && (await isComplete(resolve(io.cwd, resume)))) {
    output.note(`The run in ${resume} is complete: there is nothing to go on with.`)
    return ExitCode.ok
  }
  const began = performance.now()
  const { force = false, dryRun = false, curves } = options
  const chosen = { force, dryRun, ...(curves && { curves }) }
  const result = await train({ ...resolved, ...chosen }, output)
  if (!result) return ExitCode.ok
  output.event('result', result)
  if (result.status === 'interrupted') {
    const epochs = `${result.epochs} epoch${result.epochs === 1 ? '' : 's'}`
    output.note(`Interrupted after ${epochs}; the model as it is now is in ${result.run}/last.keras.`)
    output.note(`Go on with: ${resumeCommand(result.run)}`)
  } else {
    const results = Object.entries(result.test ?? {}).map(
      ([name, value]) => `test ${name} ${formatNumber(value)}`,
    )
    output.result(`${results.join(', ')} (epoch ${result.best?.epoch} of ${result.epochs})`)
    output.copied(result.run)
    sayClosing(
      {
        result,
        epochs: await readRunHistory(resolve(io.cwd, result.run)),
        seconds: (performance.now() - began) / 1000,
        sample: resolved.entry.base?.of === 'texts' ? '"a text"' : '<image>',
        files: await readdir(resolve(io.cwd, result.run)),
        commands: commands.map(({ name }) => name),
      },
      output,
    )
  }
  return exitCodeOf(result)
}

async function isComplete(run: string): Promise<boolean> {
  const { readRunJson } = await import('../model/run-json.js')
  const result = (await readRunJson(run, 'result.json').catch(() => undefined)) as
    | Partial<TrainResult>
    | undefined
  return result?.status === 'completed'
}
