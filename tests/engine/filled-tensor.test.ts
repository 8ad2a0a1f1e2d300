import { afterAll, expect, it } from 'vitest'
import { type EngineName, engineInfo, filledTensor, setEngine } from '../../src/engine/index.js'

const before = engineInfo().engine as EngineName
afterAll(() => setEngine(before))

it.each(['wasm', 'cpu'] as const)('a tensor is filled where it lies, on the engine %s', async (engine) => {
  await setEngine(engine)
  const { tensors } = engineInfo().memory
  const x = filledTensor([2, 3], (values) =>
    values.forEach((_, i) => {
      values[i] = i / 2
    }),
  )
  expect([x.shape, x.dtype, [...x.dataSync()]]).toEqual([[2, 3], 'float32', [0, 0.5, 1, 1.5, 2, 2.5]])
  const empty = filledTensor([0, 3], (values) => expect(values).toHaveLength(0))
  expect(empty.shape).toEqual([0, 3])
  x.dispose()
  empty.dispose()
  const fails = () => {
    throw new Error('no numbers')
  }
  expect(() => filledTensor([4], fails)).toThrow('no numbers')
  expect(engineInfo().memory.tensors).toBe(tensors)
})
