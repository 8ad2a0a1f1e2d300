import { expect, it } from 'vitest'
import { unpackValidation } from '../../../src/training/trainer/validation.js'
import { makeData, stream } from './make-trainer.js'

const { x, y } = makeData(4)

it('validation data comes as a list, by name, or as a stream', () => {
  expect(unpackValidation([x, y] as never)).toEqual({ x, y, sampleWeight: undefined })
  expect(unpackValidation([x, y, [1, 2, 3, 4]] as never)).toEqual({ x, y, sampleWeight: [1, 2, 3, 4] })
  expect(unpackValidation({ x, y } as never)).toEqual({ x, y })
  const batches = stream(4, 2)
  expect(unpackValidation(batches as never)).toEqual({ x: batches })
})

it.each([[[]], [[x, y, [1], [2]]], [7], [null], [{ y }]])('%j is none', (data) => {
  expect(() => unpackValidation(data as never)).toThrow(/validationData.*x, y/s)
})
