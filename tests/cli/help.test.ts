import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.js'
import { flagOf } from '../../src/cli/options/values.js'
import { keratin } from './harness.js'

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
