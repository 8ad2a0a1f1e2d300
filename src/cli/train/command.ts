import { resolve } from 'node:path'
import { ExitCode } from '../../support/errors.js'
import { formatDuration, formatNumber } from '../../support/format.js'
import type { CommandCall } from '../command.js'
import type { trainOptions } from '../options/train-options.js'
import { canGoOn, resolveRun } from './settings.js'
import type { TrainResult } from './train.js'

/** `keratin train` */
export async function trainCommand({
  args,
  options,
  output,
  io,
}: CommandCall<typeof trainOptions>): Promise<ExitCode> {
  const resolved = await resolveRun(args[0], options, io)
  if (options.printConfig) {
    output.text(JSON.stringify(resolved.settings, null, 2))
    return ExitCode.ok
  }
  if (resolved.resume !== undefined && (await isComplete(resolve(io.cwd, resolved.resume)))) {
    output.note(`The run in ${resolved.resume} is complete: there is nothing to go on with.`)
    return ExitCode.ok
  }
  const began = performance.now()
  const { train, exitCodeOf } = await import('./train.js')
  const { force, dryRun, curves } = options
  const chosen = { ...(force && { force }), ...(dryRun && { dryRun }), ...(curves && { curves }) }
  const result = await train({ ...resolved, ...chosen }, output)
  if (!result) return ExitCode.ok
  output.event('result', result)
  if (result.status === 'interrupted') {
    const epochs = `${result.epochs} epoch${result.epochs === 1 ? '' : 's'}`
    output.note(`Interrupted after ${epochs}; the model as it is now is in ${result.run}/last.keras.`)
    if (canGoOn(resolved.recipe, resolved.settings))
      output.note(`Go on with: keratin train --resume ${result.run}`)
  } else {
    const results = Object.entries(result.test ?? {}).map(
      ([name, value]) => `test ${name} ${formatNumber(value)}`,
    )
    output.result(`${results.join(', ')} (epoch ${result.best?.epoch} of ${result.epochs})`)
    output.result(result.run)
    output.note(`All of it took ${formatDuration((performance.now() - began) / 1000)}.`)
    const sample = resolved.recipe.input ? '<image>' : '"a text"'
    output.note(`Next: keratin predict ${result.run} ${sample}`)
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
