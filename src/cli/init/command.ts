import { basename, resolve } from 'node:path'
import { ExitCode } from '../../support/errors.js'
import type { CommandCall } from '../command.js'
import { version } from '../version.js'
import type { initOptions } from './options.js'
import { writeProject } from './write-project.js'

/** `keratin init` */
export async function initCommand({
  args,
  options,
  output,
  io,
}: CommandCall<typeof initOptions>): Promise<ExitCode> {
  const { recipe = 'digits' } = options
  const place = args[0] ?? `keratin-${recipe}`
  const folder = resolve(io.cwd, place)
  const { starterFiles } = await import('./starter.js')
  const files = await starterFiles(recipe, {
    name: basename(folder),
    keratin: options.keratin ?? `^${version}`,
  })
  await writeProject(folder, files)
  output.document({ folder: place, recipe, files: Object.keys(files) })
  output.copied(place)
  output.note(`Next: cd ${place} && npm install && npm run train && npm run predict`)
  return ExitCode.ok
}
