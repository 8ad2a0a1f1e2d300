import type { ExitCode } from '../support/errors.js'
import type { Io } from './io.js'
import type { OptionTable, OptionValues } from './options/option.js'
import type { Output } from './output.js'

/** What a command is called with. */
export interface CommandCall<T extends OptionTable = OptionTable> {
  /** Positional arguments; a variadic one is spread at the end. */
  args: string[]
  /** What flags and environment give; flags win. */
  options: OptionValues<T>
  output: Output
  io: Io
}

interface CommandArgument {
  name: string
  describe: string
  optional?: boolean
  variadic?: boolean
}

/** A command as data: everything its help shows, and where its action is. */
export interface Command<T extends OptionTable = OptionTable> {
  name: string
  describe: string
  arguments: readonly CommandArgument[]
  options: T
  /** Command lines without the name of the program. */
  examples: readonly string[]
  /** Text after the options in help. */
  details?: string
  /** Loads the action: nothing heavy is imported before it is called. */
  load(): Promise<(call: CommandCall<T>) => Promise<ExitCode>>
}

/** Ties the types of a command's table and action together. */
export const command = <T extends OptionTable>(spec: Command<T>): Command<T> => spec
