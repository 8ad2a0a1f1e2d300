import { afterAll, describe, expect, it } from 'vitest'
import { currentEngine, type EngineName, engineInfo, setEngine, tf } from '../../src/engine/index.js'

describe('setEngine', () => {
  afterAll(() => setEngine('auto'))

  it('switches, and tensors made before move along', async () => {
    await setEngine('wasm')
    const x = tf.tensor1d([1, 2, 3])
    expect(currentEngine()).toBe('wasm')
    await setEngine('cpu')
    expect(currentEngine()).toBe('cpu')
    expect(tf.tidy(() => tf.sum(tf.square(x)).dataSync()[0])).toBe(14)
    await setEngine('wasm')
    expect(x).toBeAllclose([1, 2, 3])
    x.dispose()
  })

  it('suggests a name for a wrong one', async () => {
    await expect(setEngine('wasn' as EngineName)).rejects.toMatchObject({
      code: 'UNKNOWN_NAME',
      message: 'Unknown engine "wasn". Did you mean "wasm"?',
    })
  })

  it('takes the first engine that loads, and says why others are absent', async () => {
    await setEngine('auto')
    const { engine, absent } = engineInfo()
    expect(engine).toBe('wasm')
    for (const reason of Object.values(absent)) expect(reason).toMatch(/\w/)
  })

  it('fails with a next step and keeps the engine if one cannot be loaded', async (context) => {
    await setEngine('auto')
    const failure: unknown = await setEngine('tensorflow').catch((error) => error)
    await setEngine('auto')
    if (failure === undefined) context.skip('the native engine is there')
    expect(failure).toMatchObject({ code: 'ENGINE', hint: expect.stringContaining('tfjs-node') })
    expect(currentEngine()).toBe('wasm')
    expect(tf.tidy(() => tf.add(1, 2).dataSync()[0])).toBe(3)
  })
})

describe('engineInfo', () => {
  it('lists the kernels that go through the cpu backend; none of the kernels of recipes is one', async () => {
    await setEngine('wasm')
    const { forwardedKernels, threads, memory, version } = engineInfo()
    expect(forwardedKernels).toContain('Dilation2D')
    for (const kernel of ['Conv2DBackpropFilter', 'UnsortedSegmentSum', 'MaxPoolGrad', 'BatchMatMul']) {
      expect(forwardedKernels).not.toContain(kernel)
    }
    expect(threads).toBeGreaterThanOrEqual(1)
    expect(memory.heapBytes).toBeGreaterThan(0)
    expect(version).toMatch(/^4\./)
  })
})
