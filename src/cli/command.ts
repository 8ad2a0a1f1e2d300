import type { ExitCode } from '../support/errors.js'
import type { Io } from './io.js'
import type { Completion, OptionTable, OptionValues } from './options/option.js'
import type { Output } from './output.js'

/** What a command is called with. */
export interface CommandCall<T extends OptionTable = OptionTable> {
  /** Positional arguments; a variadic one is spread at the end. */
  args: string[]
  /** What flags and environment give; flags win. */
  options: OptionValues<T>
  /** The names of the options that the environment gave. */
  fromEnvironment: ReadonlySet<string>
  /** All commands there are. */
  commands: readonly Command[]
  output: Output
  io: Io
}

export interface CommandArgument {
  name: string
  describe: string
  optional?: boolean
  variadic?: boolean
  /** What there is to choose from, with what each is. Others are refused with the nearest. */
  choices?: Readonly<Record<string, string>>
  /** What it is a path of, for completion in shells. */
  complete?: Completion
}

/** What help shows of a command. */
export interface CommandHelp {
  describe: string
  /** Command lines without the name of the program. */
  examples: readonly string[]
  /** Text after the options in help. */
  details?: string
  /** Lists after the options in help, by their titles. */
  lists?: Readonly<Record<string, readonly (readonly [term: string, text: string])[]>>
}

/** What help shows of an option. */
interface OptionHelp {
  describe?: string
  default?: string | undefined
  choices?: readonly string[]
}

/** A command as data: everything its help shows, and where its action is. */
export interface Command<T extends OptionTable = OptionTable> extends CommandHelp {
  name: string
  arguments: readonly CommandArgument[]
  options: T
  /** What help shows differently when the first argument is this one of its choices. */
  about?(choice: string): Partial<CommandHelp> & { options?: Readonly<Record<string, OptionHelp>> }
  /** Loads the action: nothing heavy is imported before it is called. */
  load(): Promise<(call: CommandCall<T>) => Promise<ExitCode>>
}

/** Ties the types of a command's table and action together. */
export const command = <T extends OptionTable>(spec: Command<T>): Command<T> => spec
