import { Command as Program } from 'commander'
import type { ExitCode } from '../support/errors.js'
import type { Command } from './command.js'
import { commands } from './commands/index.js'
import type { Io } from './io.js'
import type { CliOption } from './options/option.js'
import { flagOf, readEnvironment, readFlags } from './options/values.js'
import { Output } from './output.js'
import { version } from './version.js'

/** The commands as a commander program; `finish` is called with what a command ends with. */
export function makeProgram(io: Io, finish: (code: ExitCode) => void): Program {
  const program = new Program('keratin')
    .description('Deep learning with the interface of Keras: train, look, predict.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .addHelpText('after', examplesText(['train digits', 'train mnist', 'predict runs/mnist-1 seven.png']))
    .addHelpText('after', '\nkeratin <command> --help explains a command.')
  silence(program, io)
  for (const spec of commands) addCommand(program, spec, io, finish)
  return program
}

function addCommand(program: Program, spec: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command(spec.name)
    .summary(spec.describe)
    .description(`${sentence(spec.describe)}.`)
  silence(command, io)
  command.helpOption('-h, --help', 'show help')
  for (const { name, describe, optional, variadic } of spec.arguments) {
    const dots = variadic ? '...' : ''
    command.argument(optional ? `[${name}${dots}]` : `<${name}${dots}>`, describe)
  }
  for (const [name, option] of Object.entries(spec.options)) {
    const flag = option.short ? `${option.short}, ${flagOf(name)}` : flagOf(name)
    const flags = option.placeholder ? `${flag} ${option.placeholder}` : flag
    command.option(flags, explained(option))
  }
  command.addHelpText('after', (spec.details ? `\n${spec.details}\n` : '') + examplesText(spec.examples))
  command.action(async () => {
    const given = command.opts()
    const options = { ...readEnvironment(spec.options, io.env), ...readFlags(spec.options, given) }
    const run = await spec.load()
    const output = new Output(io, given.json === true, given.quiet === true)
    finish(await run({ args: command.args, options, output, io }))
  })
}

/** Throw instead of ending the process, and write to our streams. */
function silence(program: Program, io: Io): void {
  program.exitOverride().configureOutput({
    writeOut: (text) => io.stdout.write(text),
    writeErr: () => {},
    getOutHelpWidth: () => Math.min(io.stdout.columns ?? 100, 110),
    getOutHasColors: () => false,
  })
}

function explained(option: CliOption<unknown>): string {
  const notes = [
    option.choices?.join(', '),
    option.default && `default: ${option.default}`,
    option.env && `env: ${option.env}`,
  ].filter(Boolean)
  return notes.length > 0 ? `${option.describe} (${notes.join('; ')})` : option.describe
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const examplesText = (examples: readonly string[]): string =>
  `\nExamples:\n${examples.map((line) => `  $ keratin ${line}`).join('\n')}`
