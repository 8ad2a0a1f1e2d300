import { setEngine, tf } from 'keratin'
import { expect, it } from 'vitest'

it('the engine starts anew after a reset, in a memory of its own', async () => {
  await setEngine('wasm')
  const before = tf.backend()
  tf.ones([1000])
  tf.engine().reset()
  await tf.setBackend('wasm')
  expect(tf.getBackend()).toBe('wasm')
  expect(tf.backend()).not.toBe(before)
  expect(tf.memory().numTensors).toBe(0)
  const a = tf.tensor2d([1, 2, 3, 4], [2, 2])
  // kernels of Keratin, of TensorFlow.js and of the cpu engine
  expect(Array.from(tf.matMul(a, a).dataSync())).toEqual([7, 10, 15, 22])
  expect(Array.from(tf.floor(tf.div(a, 2)).dataSync())).toEqual([0, 1, 1, 2])
  expect(Array.from(tf.real(tf.complex(a, a)).dataSync())).toEqual([1, 2, 3, 4])
})

it('and is found by itself where none was chosen', async () => {
  tf.engine().reset()
  await tf.ready()
  expect(Array.from(tf.add(tf.tensor1d([1, 2]), 1).dataSync())).toEqual([2, 3])
})
