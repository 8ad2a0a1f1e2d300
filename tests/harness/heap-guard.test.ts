import { setEngine, tf } from 'keratin'
import { beforeEach, describe, expect, it } from 'vitest'
import type { KeratinWasmBackend } from '../../src/engine/wasm/backend.js'
import { withinTensors } from './heap-guard.js'

describe.runIf(process.env.KERATIN_ENGINE === 'wasm')('the guard of the memory', () => {
  let backend: KeratinWasmBackend
  beforeEach(async () => {
    await setEngine('wasm')
    backend = tf.backend() as KeratinWasmBackend
  })
  const bytesOf = (x: tf.Tensor, offset: number) => backend.address(x) + x.size * 4 + offset

  it('finds what is written before and behind a tensor', () => {
    for (const place of [-13, 32, 100]) {
      const write = () => {
        const x = tf.ones([3])
        backend.put(bytesOf(x, place), Uint8Array.of(1))
        return x
      }
      expect(() => withinTensors(write)).toThrow(/^wrote 1 bytes (before|behind) a block of 12 bytes/)
    }
  })

  it('finds what is read behind a tensor, or before it was written', () => {
    const behind = () => tf.scalar(backend.floats(bytesOf(tf.ones([3]), 40), 1)[0]!)
    expect(() => withinTensors(behind)).toThrow(/^read outside of its tensors: output 0\[0\]/)
    const unwritten = () => tf.engine().makeTensorFromTensorInfo(backend.output([5]))
    expect(() => withinTensors(unwritten)).toThrow(/^read outside/)
  })

  it('lets operators work that stay within', () => {
    expect(withinTensors(() => tf.add(tf.ones([3]), 1))[0]!.values).toEqual(Float32Array.of(2, 2, 2))
  })
})
