import { CommanderError, type Command as Program } from 'commander'
import { ExitCode, KeratinError, quoted } from '../support/errors.js'
import { nearest, spellingKey, unknownName } from '../support/names.js'
import { commands } from './commands/index.js'
import { reportFailure } from './failure.js'
import { type Io, processIo } from './io.js'
import { flagOf } from './options/values.js'
import { makeProgram } from './program.js'

/**
 * Runs a command line and returns its exit code; nothing is thrown, and the process is not ended.
 *
 * @param argv the arguments without program name: `['train', 'mnist', '--epochs', '3']`
 * @param given streams, environment, folder and signal instead of the process' own
 * @returns 0 ok, 1 failed, 2 wrong usage, 3 data or model unreadable, 4 a check was not met, 130 interrupted
 * @example const code = await run(['summary', 'mnist.keras', '--json'])
 */
export async function run(argv: readonly string[], given: Partial<Io> = {}): Promise<ExitCode> {
  const io = processIo(given)
  let exitCode: ExitCode = ExitCode.ok
  const words = wordsFor(argv)
  const program = makeProgram(words, io, (code) => {
    exitCode = code
  })
  try {
    checkCommand(words[0]!, program)
    await program.parseAsync(words, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return ExitCode.ok
    const json = argv.includes('--json')
    const debug = argv.includes('--debug') || isOn(io.env.KERATIN_DEBUG)
    return reportFailure(error instanceof CommanderError ? usageError(error, program, argv) : error, io, {
      json,
      debug,
    })
  }
}

/** `help train` asks for what `train --help` does, and no words at all for `--help`. */
function wordsFor(argv: readonly string[]): string[] {
  if (argv.length === 0) return ['--help']
  return argv[0] === 'help' ? [...argv.slice(1), '--help'] : [...argv]
}

/** Before commander does, which answers `trian --help` with the help of the program. */
function checkCommand(word: string, program: Program): void {
  const names = program.commands.map((c) => c.name())
  if (!word.startsWith('-') && !names.includes(word)) throw unknownName('command', word, names)
}

const isOn = (value: string | undefined): boolean => Boolean(value) && value !== '0' && value !== 'false'

/** What commander found wrong, in our words. */
function usageError(
  { code, message }: CommanderError,
  program: Program,
  argv: readonly string[],
): KeratinError {
  const command = program.commands.find((c) => c.name() === argv.find((word) => !word.startsWith('-')))
  const hint = `See keratin ${command ? `${command.name()} ` : ''}--help.`
  const name = /'([^']*)'/.exec(message)?.[1] ?? ''
  const usage = (text: string) => new KeratinError('ARGUMENT', text, { hint })
  switch (code) {
    case 'commander.unknownOption': {
      const flags = (command ?? program).options.map((o) => o.long!)
      return unknownOption(name.replace(/=.*$/s, ''), [...flags, '--help'], command?.name(), hint)
    }
    case 'commander.missingArgument':
      return missingArgument(command?.name(), name, hint)
    case 'commander.optionMissingArgument':
      return usage(`keratin ${command?.name()}: ${name.split(' ')[0]} needs a value.`)
    case 'commander.excessArguments':
      return usage(`keratin ${command?.name()}: too many arguments.`)
    default:
      return usage(message.replace(/^error: /, ''))
  }
}

/** An argument that is not there, with what it may be where that is one of a few. */
function missingArgument(command: string | undefined, name: string, hint: string): KeratinError {
  const known = commands.find((c) => c.name === command)?.arguments.find((a) => a.name === name)?.choices
  const choices = known && `Known: ${Object.keys(known).join(', ')}.`
  return new KeratinError('ARGUMENT', `keratin ${command}: the ${name} is missing.`, {
    hint: [choices, hint].filter(Boolean).join(' '),
  })
}

/** An option that is not there: with the one that is meant, by its spelling or by what other programs call it. */
function unknownOption(
  name: string,
  flags: readonly string[],
  command: string | undefined,
  hint: string,
): KeratinError {
  const kind = command === undefined ? 'option' : `option of keratin ${command}`
  const spec = commands.find((c) => c.name === command)
  const others = Object.entries(spec?.options ?? {}).flatMap(([key, { elsewhere = [] }]) =>
    elsewhere.map((other) => [other, flagOf(key)] as const),
  )
  const isSame = ([other]: readonly [string, string]) => spellingKey(other) === spellingKey(name)
  const names = new Map(others)
  const near = () => nearest(name, flags) ?? names.get(nearest(name, names.keys()) ?? '')
  const found = others.find(isSame)?.[1] ?? near()
  return new KeratinError('UNKNOWN_NAME', `Unknown ${kind} ${quoted(name)}.`, {
    hint: found === undefined ? hint : `Did you mean ${quoted(found)}?`,
  })
}
