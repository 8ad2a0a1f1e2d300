import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { commands } from '../../src/cli/commands/index.js'
import { keratin } from '../cli/harness.js'

const root = resolve(import.meta.dirname, '../..')
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(resolve(root, 'docs')).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'))

/** A command line as it is printed, and whether it is more than a mention: a line of a program for the shell. */
interface Printed {
  where: string
  line: string
  isWhole: boolean
}

const words = /(?:"[^"]*"|'[^']*'|[^\s"'`#|>;&)\\]+| +(?=[^\s#|>;&)]))+/

function printedIn(where: string, text: string): Printed[] {
  const found: Printed[] = []
  const blocks = [...text.matchAll(/```(?:sh|bash|console)?\n([\s\S]*?)```/g)].map(([, block]) => block!)
  const mentions = [...text.replace(/```[\s\S]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!)
  const add = (source: string, isWhole: boolean) => {
    for (const [, line] of source.matchAll(new RegExp(`(?<![\\w./@-])keratin (${words.source})`, 'g')))
      found.push({ where, line: line!.trim(), isWhole })
  }
  for (const block of blocks) for (const line of block.split('\n')) add(line, true)
  for (const mention of mentions) add(mention, false)
  return found
}

const printed: Printed[] = [
  ...pages.flatMap((page) => printedIn(page, readFileSync(resolve(root, page), 'utf8'))),
  ...commands.flatMap(({ name, examples }) =>
    examples.map((line) => ({ where: `${name} --help`, line: line.replace(/ > .*/, ''), isWhole: true })),
  ),
  ...commands.flatMap((command) =>
    Object.keys(command.arguments[0]?.choices ?? {}).flatMap((choice) =>
      (command.about?.(choice).examples ?? []).map((line) => ({
        where: `${command.name} ${choice} --help`,
        line: line.replace(/ > .*/, ''),
        isWhole: true,
      })),
    ),
  ),
].filter(({ line }) => !/</.test(line) && !/^\[|\.\.\.|\[options\]/.test(line))

const split = (line: string): string[] =>
  [...line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replace(/["']/g, ''))

beforeAll(() => {
  for (const command of commands) vi.spyOn(command, 'load').mockResolvedValue(async () => 0)
})
afterAll(() => {
  vi.restoreAllMocks()
})

it('there are many', () => {
  expect(printed.filter(({ isWhole }) => isWhole).length).toBeGreaterThan(40)
  expect(printed.length).toBeGreaterThan(60)
})

it.each(printed)('$where: keratin $line', async ({ line, isWhole }) => {
  const { code, stderr } = await keratin(split(line))
  // a mention may leave out what it does not speak of
  if (isWhole || !/is missing|needs a value/.test(stderr)) expect([code, stderr]).toEqual([0, ''])
})
