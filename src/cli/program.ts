import { Command as Program } from 'commander'
import type { ExitCode } from '../support/errors.js'
import { termList, wrapText } from '../support/text-width.js'
import { checkChoice, checkOnly, commandFor, firstArgument } from './about.js'
import type { Command, CommandHelp } from './command.js'
import { commands } from './commands/index.js'
import { argumentOf, explained, flagsOf, sentence } from './help-text.js'
import { helpWidth } from './help-width.js'
import type { Io } from './io.js'
import { readEnvironment, readFlags } from './options/values.js'
import { variables } from './options/variables.js'
import { Output } from './output.js'
import { version } from './version.js'

/**
 * The commands as a commander program.
 *
 * @param words the command line: only the command in it gets its options
 * @param finish called with what the command ends with
 */
export function makeProgram(words: readonly string[], io: Io, finish: (code: ExitCode) => void): Program {
  const program = new Program('keratin')
    .description('Deep learning with the interface of Keras: train, look, predict.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .addHelpText(
      'after',
      afterOptions(
        {
          lists: { Environment: Object.entries(variables) },
          examples: ['train digits', 'train mnist', 'predict runs/mnist-1 seven.png'],
        },
        helpWidth(io.stdout),
      ),
    )
    .addHelpText('after', '\nkeratin <command> --help explains a command.')
  silence(program, io)
  for (const spec of commands) {
    const command = program
      .command(spec.name)
      .summary(spec.describe)
      .description(`${sentence(spec.describe)}.`)
    silence(command, io)
    if (spec.name === words[0]) fill(command, spec, words.slice(1), io, finish)
  }
  return program
}

/** Gives a command its arguments, options, help and action. */
function fill(
  command: Program,
  spec: Command,
  words: readonly string[],
  io: Io,
  finish: (code: ExitCode) => void,
): void {
  const choice = firstArgument(spec, words)
  const shown = commandFor(spec, choice)
  command.description(`${sentence(shown.describe)}.`).helpOption('-h, --help', 'show help')
  // without a description an argument is not listed
  for (const argument of spec.arguments)
    command.argument(argumentOf(argument), shown.arguments.includes(argument) ? argument.describe : '')
  const [first, ...others] = spec.arguments
  const begins = shown === spec ? [] : [choice!]
  const names = shown === spec && first ? [first, ...others] : others
  command.usage([...begins, '[options]', ...names.map(argumentOf)].join(' '))
  // options for other choices are known, so that they are refused for what they are
  for (const [name, option] of Object.entries(spec.options)) {
    const given = command.createOption(flagsOf(name, option), explained(shown.options[name] ?? option))
    command.addOption(name in shown.options ? given : given.hideHelp())
  }
  const choices = shown === spec ? Object.entries(first?.choices ?? {}) : []
  const lists = {
    ...(choices.length > 0 && { [`${sentence(first!.name)}s`]: choices }),
    ...shown.lists,
  }
  command.addHelpText('after', afterOptions({ ...shown, lists }, helpWidth(io.stdout)))
  command.action(async () => {
    const given = command.opts()
    checkChoice(spec, command.args[0])
    const flags = readFlags(spec.options, given)
    const environment = readEnvironment(spec.options, io.env)
    if (command.args[0] !== undefined) checkOnly(spec.name, spec.options, command.args[0], flags)
    const run = await spec.load()
    const output = new Output(io, given.json === true, given.quiet === true)
    const fromEnvironment = new Set(Object.keys(environment).filter((name) => !(name in flags)))
    finish(
      await run({
        args: command.args,
        options: { ...environment, ...flags },
        fromEnvironment,
        commands,
        output,
        io,
      }),
    )
  })
}

/** Throw instead of ending the process, and write to our streams. */
function silence(program: Program, io: Io): void {
  program.configureHelp({ minWidthToWrap: 20 })
  program.exitOverride().configureOutput({
    writeOut: (text) => new Output(io, false, false).text(text.trimEnd()),
    writeErr: () => {},
    getOutHelpWidth: () => helpWidth(io.stdout),
    getOutHasColors: () => false,
  })
}

/** What help shows after the options. */
function afterOptions(
  { details, lists = {}, examples }: Pick<CommandHelp, 'details' | 'lists' | 'examples'>,
  width: number,
): string {
  const listed = Object.entries(lists).map(([title, items]) => `${title}:\n${termList(items, width)}\n`)
  const shown = `Examples:\n${examples.map((line) => `  $ keratin ${line}`).join('\n')}`
  return [...(details ? [`${wrapText(details, width).join('\n')}\n`] : []), ...listed, shown]
    .map((part) => `\n${part}`)
    .join('')
}
