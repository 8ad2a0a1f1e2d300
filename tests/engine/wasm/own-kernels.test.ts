import { setEngine } from 'keratin'
import { beforeAll, expect, it } from 'vitest'
import { withinTensors } from '../../harness/heap-guard.js'
import { computations } from './computations.js'

beforeAll(() => setEngine('wasm'))

it.each(computations)('%s stay within their tensors, and read nothing that was not written', (_, compute) => {
  expect(withinTensors(compute).length).toBeGreaterThan(0)
})
