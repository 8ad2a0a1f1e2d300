import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { choice, flag, integer, real, text } from '../../../src/cli/options/option.js'
import { flagOf, readConfigFile, readEnvironment, readFlags } from '../../../src/cli/options/values.js'
import { withFolder } from '../harness.js'

const table = {
  batchSize: integer('', { min: 1, env: 'T_BATCH' }),
  rate: real('', { above: 0, below: 1 }),
  engine: choice('', ['wasm', 'cpu'], { placeholder: '<e>', env: 'T_ENGINE' }),
  name: text('', { placeholder: '<n>' }),
  quick: flag('', { env: 'T_QUICK' }),
  secret: flag('', { configurable: false }),
} as const

describe('option values', () => {
  test('flags are spelled with hyphens', () => {
    expect(flagOf('batchSize')).toBe('--batch-size')
    expect(flagOf('topK')).toBe('--top-k')
  })

  test('are checked and typed', () => {
    expect(readFlags(table, { batchSize: '32', rate: '0.5', engine: 'cpu', name: 'x', quick: true })).toEqual(
      {
        batchSize: 32,
        rate: 0.5,
        engine: 'cpu',
        name: 'x',
        quick: true,
      },
    )
    expect(readFlags(table, {})).toEqual({})
  })

  test.each([
    [{ batchSize: '' }, '--batch-size must be a whole number of at least 1'],
    [{ batchSize: '1e400' }, '--batch-size must be'],
    [{ batchSize: '0x10g' }, '--batch-size must be'],
    [{ rate: 'NaN' }, '--rate must be a number above 0 and below 1'],
    [{ rate: '1' }, '--rate must be'],
    [{ name: '' }, '--name must be a text that is not empty'],
    [{ engine: 'gpu' }, 'Unknown value of --engine "gpu". '],
  ])('%j is refused', (given, message) => {
    expect(() => readFlags(table, given)).toThrow(message)
  })

  test('come from the environment where an option has a variable', () => {
    expect(readEnvironment(table, { T_BATCH: '8', T_QUICK: '1', T_ENGINE: '' })).toEqual({
      batchSize: 8,
      quick: true,
    })
    expect(readEnvironment(table, { T_QUICK: '0' })).toEqual({ quick: false })
    expect(() => readEnvironment(table, { T_BATCH: 'many' })).toThrow('T_BATCH must be')
  })

  test('come from a program, with the same checks', () =>
    withFolder(async (folder) => {
      const read = async (name: string, content: string) => {
        await writeFile(join(folder, name), content)
        return readConfigFile(table, join(folder, name))
      }
      expect(await read('a.mjs', 'export default { batchSize: 2 ** 5, rate: 1 / 4 }')).toEqual({
        batchSize: 32,
        rate: 0.25,
      })
      expect(await read('b.cjs', 'module.exports = { quick: true }')).toEqual({ quick: true })
      await expect(read('c.mjs', 'export default { batchSise: 3 }')).rejects.toThrow(
        'Did you mean "batchSize"?',
      )
      await expect(read('d.mjs', 'export const batchSize = 3')).rejects.toThrow(
        'is not a configuration file: its default export must be an object of options.',
      )
      await expect(read('e.mjs', 'throw new Error("not today")')).rejects.toMatchObject({
        code: 'FILE_UNREADABLE',
        message: expect.stringContaining('not today'),
      })
      await expect(readConfigFile(table, join(folder, 'f.mjs'))).rejects.toMatchObject({
        code: 'FILE_NOT_FOUND',
      })
    }))

  test('come from a file, with the same checks', async () => {
    await withFolder(async (folder) => {
      const file = join(folder, 'run.json')
      const read = async (content: string) => {
        await writeFile(file, content)
        return readConfigFile(table, file)
      }
      expect(
        await read('{"batchSize": 16, "rate": 0.25, "quick": true, "$schema": "x", "name": null}'),
      ).toEqual({
        batchSize: 16,
        rate: 0.25,
        quick: true,
      })
      await expect(read('{"batchsize": 16}')).rejects.toThrow('Did you mean "batchSize"?')
      await expect(read('{"secret": true}')).rejects.toMatchObject({ code: 'UNKNOWN_NAME' })
      await expect(read('{"batchSize": "many"}')).rejects.toMatchObject({ code: 'ARGUMENT' })
      await expect(read('{"quick": "yes"}')).rejects.toThrow('must be true or false')
      await expect(read('{"batchSize": 16')).rejects.toMatchObject({ code: 'FILE_UNREADABLE', exitCode: 3 })
      await expect(read('[1]')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
      await expect(readConfigFile(table, join(folder, 'rum.json'))).rejects.toThrow('Did you mean')
    })
  })
})
