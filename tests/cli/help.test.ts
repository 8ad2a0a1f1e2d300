import { describe, expect, test } from 'vitest'
import { choicesOf } from '../../src/cli/about.js'
import { commands } from '../../src/cli/commands/index.js'
import { flagOf } from '../../src/cli/options/values.js'
import { run } from '../../src/cli/run.js'
import { keratin, TextCapture } from './harness.js'

describe('help', () => {
  test('of the program', async () => {
    const { code, stdout, stderr } = await keratin(['--help'])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatchSnapshot()
  })

  test('is what a call without words shows', async () => {
    expect(await keratin([])).toEqual(await keratin(['--help']))
  })

  test.each(commands.map((c) => c.name))('of %s', async (name) => {
    const { code, stdout, stderr } = await keratin([name, '--help'])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatchSnapshot()
    expect(await keratin(['help', name])).toEqual({ code, stdout, stderr })
  })

  const choices = commands.flatMap((c) => (c.about ? choicesOf(c).map((choice) => [c, choice] as const) : []))
  test.each(choices.map(([c, choice]) => [`${c.name} ${choice}`, c, choice] as const))(
    'of %s is its own',
    async (words, spec, choice) => {
      const { code, stdout } = await keratin([...words.split(' '), '--help'])
      expect(code).toBe(0)
      expect(stdout).toMatchSnapshot()
      expect(await keratin(['help', ...words.split(' ')])).toMatchObject({ stdout })
      for (const [name, { only }] of Object.entries(spec.options))
        expect([name, stdout.includes(`${flagOf(name)} `)]).toEqual([name, only?.includes(choice) ?? true])
    },
  )

  test('fits 60 and 80 columns', async () => {
    for (const columns of [60, 80]) {
      for (const words of [[], ['train'], ['train', 'images'], ['completion'], ['datasets']]) {
        const stdout = new TextCapture(true, columns)
        expect(await run([...words, '--help'], { stdout, env: {} })).toBe(0)
        const long = stdout.text.split('\n').filter((line) => line.length > columns && !line.includes('$ '))
        expect(long).toEqual([])
      }
    }
  })

  test.each(commands.map((c) => [c.name, c] as const))(
    'of %s shows each option and two examples',
    async (name, spec) => {
      const { stdout } = await keratin([name, '--help'])
      for (const option of Object.keys(spec.options)) expect(stdout).toContain(flagOf(option))
      expect(spec.examples.length).toBeGreaterThanOrEqual(2)
    },
  )

  test('of a command there is not suggests one', async () => {
    const { code, stderr } = await keratin(['help', 'trian'])
    expect(code).toBe(2)
    expect(stderr).toBe('error[UNKNOWN_NAME]: Unknown command "trian". Did you mean "train"?\n')
  })

  test('version is one line', async () => {
    const { code, stdout } = await keratin(['--version'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/)
  })
})
