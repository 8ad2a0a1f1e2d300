import { describe, expect, it } from 'vitest'
import {
  lossesPerOutput,
  lossWeightsPerOutput,
  metricsPerOutput,
} from '../../../src/training/compile/per-output.js'

const names = ['score', 'klass']

describe('losses', () => {
  it.each([
    ['one for all', 'mse', ['mse', 'mse']],
    ['a list', ['mse', null], ['mse', null]],
    ['by name', { klass: 'mae', score: 'mse' }, ['mse', 'mae']],
    ['a configuration', { class_name: 'Huber' }, [{ class_name: 'Huber' }, { class_name: 'Huber' }]],
  ])('%s', (_, loss, expected) => {
    expect(lossesPerOutput(loss, names)).toEqual(expected)
  })

  it('names what is missing or unknown', () => {
    expect(() => lossesPerOutput({ score: 'mse' }, names)).toThrow('no entry for the output(s) klass')
    expect(() => lossesPerOutput({ score: 'mse', class: 'mae' }, names)).toThrow('Did you mean "klass"?')
    expect(() => lossesPerOutput(['mse'], names)).toThrow('a list of 2')
  })

  it('have weights by list, by name, or a number for a single one', () => {
    expect(lossWeightsPerOutput([1, 2], names)).toEqual([1, 2])
    expect(lossWeightsPerOutput({ klass: 2 }, names)).toEqual([undefined, 2])
    expect(lossWeightsPerOutput(0.5, ['a'])).toEqual([0.5])
    expect(lossWeightsPerOutput(null, names)).toEqual([undefined, undefined])
    expect(() => lossWeightsPerOutput(0.5, names)).toThrow('lossWeights=0.5')
  })
})

describe('metrics', () => {
  it.each([
    ['a list of lists', [['mae'], ['accuracy', 'mse']], [['mae'], ['accuracy', 'mse']]],
    ['one for each output', ['mae', null], [['mae'], []]],
    ['by name', { klass: 'accuracy' }, [[], ['accuracy']]],
    ['none', undefined, [[], []]],
    ['an empty list', [], [[], []]],
  ])('%s', (_, metrics, expected) => {
    expect(metricsPerOutput('metrics', metrics, names)).toEqual(expected)
  })

  it('take any nesting for a single output', () => {
    expect(metricsPerOutput('metrics', [['mae'], 'mse'], ['a'])).toEqual([['mae', 'mse']])
    expect(metricsPerOutput('metrics', { a: ['mae'] }, ['a'])).toEqual([['mae']])
  })

  it('refuse a flat list that does not match the outputs', () => {
    expect(() => metricsPerOutput('metrics', ['mae'], names)).toThrow('each of the 2 outputs')
    expect(() => metricsPerOutput('metrics', { clas: 'mae' }, names)).toThrow('Did you mean "klass"?')
  })
})
