import { ExitCode } from '../../support/errors.js'
import type { CommandCall } from '../command.js'
import type { completionOptions } from './options.js'
import { type Shell, scripts } from './scripts.js'

/** `keratin completion` */
export async function completionCommand({
  args,
  commands,
  io,
}: CommandCall<typeof completionOptions>): Promise<ExitCode> {
  io.stdout.write(scripts[args[0] as Shell](commands))
  return ExitCode.ok
}
