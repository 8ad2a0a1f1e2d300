import { expect } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { IntegerLookup, StringLookup, TextVectorization } from '../../src/layers/index.js'
import { camelCaseKeys } from '../../src/support/registry.js'
import { decode, type GoldenTensor, goldenSuite, toTensor } from '../harness/golden.js'

interface VectorizationCase {
  kwargs: Record<string, unknown>
  adapt: string[] | null
  set_vocabulary: string[] | null
  idf_weights: number[] | null
  vocabulary: string[]
  vocabulary_size: number
  inputs: string[]
  output: GoldenTensor
}

goldenSuite<VectorizationCase>('preprocessing', {
  list: 'TextVectorization',
  needs: () => [],
  has: () => true,
  run: (c) => {
    const before = tf.memory().numTensors
    const layer = new TextVectorization(camelCaseKeys(c.kwargs))
    if (c.adapt) layer.adapt(c.adapt)
    if (c.set_vocabulary) layer.setVocabulary(c.set_vocabulary, c.idf_weights)
    expect(layer.getVocabulary()).toEqual(c.vocabulary)
    expect(layer.vocabularySize()).toBe(c.vocabulary_size)
    const x = tf.tensor1d(c.inputs, 'string')
    const y = layer(x)
    expect(y).toBeAllclose(c.output, { atol: 1e-6, rtol: 1e-6 })
    tf.dispose([x, y])
    expect(tf.memory().numTensors).toBe(before)
  },
})

interface LookupCase {
  class_name: 'StringLookup' | 'IntegerLookup'
  kwargs: Record<string, unknown>
  adapt: (string & number)[] | null
  inputs: GoldenTensor
  vocabulary: (string | number)[]
  vocabulary_size: number
  output: GoldenTensor
}

goldenSuite<LookupCase>('preprocessing', {
  list: 'lookup',
  needs: () => [],
  has: () => true,
  run: (c) => {
    const options = camelCaseKeys(c.kwargs)
    const layer = c.class_name === 'StringLookup' ? new StringLookup(options) : new IntegerLookup(options)
    if (c.adapt) layer.adapt(c.adapt)
    expect(layer.getVocabulary()).toEqual(c.vocabulary)
    expect(layer.vocabularySize()).toBe(c.vocabulary_size)
    const x = toTensor(c.inputs)
    const y = layer(x)
    if (c.output.dtype === 'string') expect(Array.from(y.dataSync())).toEqual(decode(c.output).values)
    else expect(y).toBeAllclose(c.output, { atol: 1e-6, rtol: 1e-6 })
    expect(y.shape).toEqual(layer.computeOutputShape(x.shape))
    tf.dispose([x, y])
  },
})
