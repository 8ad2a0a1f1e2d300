import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.js'
import { faultsIn } from '../harness/json-schema.js'
import { keratin, schemaOf } from './harness.js'

const folder = fileURLToPath(new URL('../../docs/schemas/', import.meta.url))
const withJson = commands.filter(({ options }) => 'json' in options).map(({ name }) => name)

test('every command that prints JSON says in docs/schemas what', async () => {
  expect((await readdir(folder)).sort()).toEqual([...withJson, 'error'].map((name) => `${name}.json`).sort())
})

test.each([...withJson, 'error'])('the schema of %s is not one that everything fits', (name) => {
  const schema = schemaOf(name)
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: expect.any(String),
  })
  for (const other of [{}, [], null, 1, { something: 'else' }])
    expect(faultsIn(other, schema)).not.toEqual([])
})

test.each(withJson)('%s fails in JSON too', async (name) => {
  const { code, stdout, stderr } = await keratin([name, '--json', '--there-is-no-such-option'])
  expect(code).toBe(2)
  expect(stderr).toMatch(/^error\[UNKNOWN_NAME\]: /)
  expect(JSON.parse(stdout)).toMatchObject({ event: 'error', error: { code: 'UNKNOWN_NAME', exitCode: 2 } })
})
