import { expect, it } from 'vitest'
import { tinyTraining } from '../../../src/cli/engines/tiny-training.js'
import { currentEngine, tf, wasmFeatures } from '../../../src/engine/index.js'
import { randomStream } from '../../../src/support/random.js'
import { keratin } from '../harness.js'

it('keratin engine list tells which engines there are, or why not', async () => {
  const before = currentEngine()
  const { code, stdout } = await keratin(['engine', 'list', '--json'])
  const { engines } = JSON.parse(stdout)
  expect([code, currentEngine()]).toEqual([0, before])
  expect(engines.map(({ name }: { name: string }) => name)).toEqual(['wasm', 'tensorflow', 'cpu'])
  const [wasm, tensorflow, cpu] = engines
  expect(wasm).toMatchObject({
    state: 'ok',
    package: '@tensorflow/tfjs-backend-wasm',
    simd: true,
    inUse: before === 'wasm',
  })
  expect(wasm.version).toMatch(/^\d+\.\d+\.\d+$/)
  expect(wasm.threads).toBeGreaterThan(0)
  expect(cpu).toMatchObject({ state: 'ok', simd: false, threads: 1 })
  if (tensorflow.state === 'absent') expect(tensorflow.reason).toContain('@tensorflow/tfjs-node')
  const text = await keratin(['engine', 'list'])
  expect(text.stdout).toMatch(new RegExp(`^${before} \\* +\\d`, 'm'))
  expect(text.stdout).toMatch(/^cpu( \*)? +\d\S+, 1 thread, no SIMD$/m)
  expect(await keratin(['engine', 'install'])).toMatchObject({ code: 2 })
})

it('a tiny training learns, leaves no tensors, and draws nothing from random streams', async () => {
  const state = () => JSON.stringify(randomStream('dropout'))
  const [tensors, random] = [tf.memory().numTensors, state()]
  const [first, again] = [await tinyTraining(), await tinyTraining()]
  expect(first.fault).toBeUndefined()
  expect(first.loss[1]).toBeLessThan(first.loss[0] * 0.5)
  expect(again.loss).toEqual(first.loss)
  expect([tf.memory().numTensors, state()]).toEqual([tensors, random])
  expect(wasmFeatures().simd).toBe(true)
})
