import { expect, it } from 'vitest'
import { IntegerLookup, StringLookup } from '../../../src/layers/index.js'

it.each([
  ['maxTokens', { maxTokens: 1 }],
  ['padToMaxTokens', { padToMaxTokens: true }],
  ['numOovIndices', { numOovIndices: -1 }],
  ['outputMode', { invert: true, outputMode: 'multi_hot' }],
  ['outputMode', { outputMode: 'ones' }],
  ['sparse', { sparse: true }],
  ['salt', { salt: 3 }],
  ['idfWeights', { idfWeights: [1] }],
  ['idfWeights', { vocabulary: ['a'], outputMode: 'tf_idf' }],
])('%s is refused in %j', (option, options) => {
  expect(() => StringLookup(options as never)).toThrow(new RegExp(`StringLookup.*${option}`, 's'))
})

it('oovMethod is refused where it is not known', () => {
  expect(() => IntegerLookup({ oovMethod: 'siphash' as never })).toThrow(/IntegerLookup.*oovMethod/s)
})

it('old names of modes are known', () => {
  const mode = (outputMode: string) =>
    StringLookup({ outputMode: outputMode as never }).getConfig().output_mode
  expect([mode('binary'), mode('tf-idf')]).toEqual(['multi_hot', 'tf_idf'])
})
