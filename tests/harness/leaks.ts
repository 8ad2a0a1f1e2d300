import { expect } from 'vitest'
import { tf } from '../../src/engine/index.js'

/** Runs `body` and expects the number of tensors to be what it was before. */
export async function expectNoLeak(body: () => void | Promise<void>): Promise<void> {
  const before = tf.memory().numTensors
  await body()
  expect(tf.memory().numTensors - before, 'tensors left behind').toBe(0)
}
