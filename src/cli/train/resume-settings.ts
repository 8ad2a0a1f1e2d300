import { join, resolve } from 'node:path'
import { findRecipe } from '../../../models/registry.js'
import type { EngineName } from '../../engine/index.js'
import { KeratinError } from '../../support/errors.js'
import type { Io } from '../io.js'
import { readRunJson } from '../model/run-json.js'
import { trainOptions } from '../options/train-options.js'
import { flagOf, readConfigFile } from '../options/values.js'
import { fileOptions, type Given, type ResolvedRun, type WantedSettings } from './settings.js'

/** What may be said of a run that is gone on with. */
const alongside = ['resume', 'curves', 'csv', 'tensorboard', 'json', 'quiet', 'debug', 'printConfig']

/**
 * The settings of a run that was interrupted, which stay as they are: what flags say otherwise is an error, what the
 * environment says otherwise is passed over.
 *
 * @param fromEnvironment which of the options the environment gave
 */
export async function resumedSettings(
  name: string | undefined,
  given: Given & { resume: string },
  fromEnvironment: ReadonlySet<string>,
  io: Io,
): Promise<ResolvedRun> {
  const folder = resolve(io.cwd, given.resume)
  const file = await readConfigFile(fileOptions, join(folder, 'config.json'))
  // what is written beside the run may be more from here on
  const { csv = file.csv, tensorboard = file.tensorboard } = given
  const settings = { ...file, ...(csv && { csv }), ...(tensorboard && { tensorboard }) } as WantedSettings
  const kept: Readonly<Record<string, unknown>> = { ...file }
  const others = Object.entries({ recipe: name, ...given }).filter(
    ([key, value]) => value !== undefined && !alongside.includes(key) && value !== kept[key],
  )
  const other = others.find(([key]) => !fromEnvironment.has(key))
  if (other) {
    const [key, value] = other
    const was = kept[key] === undefined ? '' : ` It was ${kept[key]}.`
    throw new KeratinError(
      'ARGUMENT',
      `--resume goes on with a run as it was set; ${key === 'recipe' ? 'the recipe' : flagOf(key)} cannot be ${value}.${was}`,
      { hint: 'Leave it out, or begin a new run.' },
    )
  }
  const table: Readonly<Record<string, { env?: string }>> = trainOptions
  const notes = others.map(
    ([key]) =>
      `${table[key]!.env} is passed over: the run goes on as it was set, with ${key} ${kept[key] ?? 'unset'}.`,
  )
  const engine = await engineOf(given.resume, io)
  return {
    entry: findRecipe(settings.recipe),
    settings,
    resume: given.resume,
    notes,
    ...(engine !== undefined && { engine }),
  }
}

/** The engine that a run was computed with: another gives other last digits. */
async function engineOf(run: string, io: Io): Promise<EngineName | undefined> {
  const environment = (await readRunJson(resolve(io.cwd, run), 'environment.json').catch(() => undefined)) as
    | { engine?: { name?: EngineName } }
    | undefined
  return environment?.engine?.name
}
