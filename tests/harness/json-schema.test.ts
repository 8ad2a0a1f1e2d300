import { expect, test } from 'vitest'
import { faultsIn, type JsonSchema } from './json-schema.js'

const schema: JsonSchema = {
  type: 'object',
  required: ['a'],
  additionalProperties: false,
  properties: { a: { type: 'integer' }, b: { type: 'array', items: { $ref: '#/$defs/word' } } },
  $defs: { word: { anyOf: [{ type: 'null' }, { enum: ['x'] }] } },
}

test('what is not as a schema says is found, with its place', () => {
  expect(faultsIn({ a: 1, b: ['x', null] }, schema)).toEqual([])
  expect(faultsIn({ b: [], c: 1 }, schema)).toEqual(['$.a is missing', '$.c is not known'])
  expect(faultsIn({ a: 1.5 }, schema)).toEqual(['$.a: number instead of integer'])
  expect(faultsIn({ a: 1, b: ['y'] }, schema)[0]).toBe('$.b[0]: fits none of 2')
  expect(faultsIn(null, schema)).toEqual(['$: null instead of object'])
})
