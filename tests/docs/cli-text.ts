import { commandFor } from '../../src/cli/about.js'
import type { Command } from '../../src/cli/command.js'
import { commands } from '../../src/cli/commands/index.js'
import { argumentOf, explained, flagsOf, sentence } from '../../src/cli/help-text.js'
import { variables } from '../../src/cli/options/variables.js'

/** docs/CLI.md, from the tables of commands and options. */
export function cliText(): string {
  return `${[intro, ...commands.map(ofCommand), environment()].join('\n\n')}\n`
}

const intro = `# The command line

Made from the tables in \`src/cli\` by a test (\`tests/docs/cli.test.ts\`).

\`keratin <command> --help\` says the same in a terminal; \`keratin completion bash\`, \`zsh\` or \`fish\` makes a shell
complete it. Results go to standard output, everything else to standard error.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | failed |
| 2 | wrong usage |
| 3 | data or a model is missing or cannot be read |
| 4 | a check was not met |
| 130 | interrupted; what was computed is saved |`

function ofCommand(spec: Command): string {
  const usage = ['keratin', spec.name, '[options]', ...spec.arguments.map(argumentOf)].join(' ')
  const first = spec.arguments[0]
  const choices = Object.entries(first?.choices ?? {})
  const about = spec.about ? choices.map(([choice]) => ofChoice(spec, choice)) : []
  return [
    `## keratin ${spec.name}`,
    `${sentence(spec.describe)}.`,
    `\`\`\`\n${[usage, '', ...spec.examples.map((line) => `keratin ${line}`)].join('\n')}\n\`\`\``,
    ...(spec.arguments.length > 0
      ? [
          table(
            ['argument', ''],
            spec.arguments.map((a) => [code(a.name), a.describe]),
          ),
        ]
      : []),
    ...(choices.length > 0
      ? [
          table(
            [first!.name, ''],
            choices.map(([name, text]) => [code(name), text]),
          ),
        ]
      : []),
    table(
      ['option', ''],
      Object.entries(spec.options).map(([name, option]) => [code(flagsOf(name, option)), explained(option)]),
    ),
    ...(spec.details ? [spec.details] : []),
    ...about,
  ].join('\n\n')
}

/** What is different for one choice of the first argument. */
function ofChoice(spec: Command, choice: string): string {
  const shown = commandFor(spec, choice)
  const own = Object.entries(shown.options).filter(
    ([name, option]) => explained(option) !== explained(spec.options[name]!),
  )
  const without = Object.keys(spec.options).filter((name) => !(name in shown.options))
  return [
    `### keratin ${spec.name} ${choice}`,
    ...(own.length > 0
      ? [
          table(
            ['option', ''],
            own.map(([name, option]) => [code(flagsOf(name, option)), explained(option)]),
          ),
        ]
      : []),
    ...(without.length > 0
      ? [
          `Without ${without.map((name) => code(flagsOf(name, { ...spec.options[name]!, placeholder: '' }))).join(', ')}.`,
        ]
      : []),
    ...Object.entries(shown.lists ?? {}).map(([title, items]) =>
      table(
        [title.toLowerCase(), ''],
        items.map(([term, text]) => [code(term), text]),
      ),
    ),
  ].join('\n\n')
}

function environment(): string {
  const rows = new Map<string, string[]>()
  for (const { options } of commands)
    for (const [name, { env }] of Object.entries(options))
      if (env) rows.set(env, [...new Set([...(rows.get(env) ?? []), code(flagsOf(name, options[name]!))])])
  const all = [
    ...[...rows].map(([name, flags]) => [code(name), `as ${flags.join(', ')}`]),
    ...Object.entries(variables).map(([name, text]) => [code(name), text]),
  ]
  return `## Environment\n\nFlags win over the environment, and this over a file of \`--config\`.\n\n${table(['variable', ''], all)}`
}

const code = (text: string): string => `\`${text}\``
const cell = (text: string): string =>
  text
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ')
    .replace(/</g, (c) => c)
const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')
