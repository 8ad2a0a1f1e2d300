import { ExitCode } from '../../support/errors.js'
import type { CommandCall } from '../command.js'
import type { completionOptions } from './options.js'
import { type Shell, scripts } from './scripts.js'

/** `keratin completion` */
export async function completionCommand({
  args,
  commands,
  output,
}: CommandCall<typeof completionOptions>): Promise<ExitCode> {
  output.text(scripts[args[0] as Shell](commands).trimEnd())
  return ExitCode.ok
}
