import { beforeAll, describe, expect, it } from 'vitest'
import { engineInfo, lentRows, readInto, setEngine, tf } from '../../../src/engine/index.js'
import type { KeratinWasmBackend } from '../../../src/engine/wasm/backend.js'

let backend: KeratinWasmBackend
beforeAll(async () => {
  await setEngine('wasm')
  backend = tf.backend() as KeratinWasmBackend
})

const rows = (n: number, dtype: 'float32' | 'int32' | 'bool' = 'float32') =>
  tf.tensor(
    Array.from({ length: 3 * n }, (_, i) => (dtype === 'bool' ? i % 2 : i)),
    [n, 3],
    dtype,
  )
const placeOf = ({ dataId }: tf.Tensor) => backend.dataIdMap.get(dataId).memoryOffset

describe('rows that are lent', () => {
  it.each(['float32', 'int32', 'bool'] as const)('lie in the memory of the whole: %s', (dtype) => {
    const x = rows(5, dtype)
    const lent = lentRows(x, 1, 3)
    expect(placeOf(lent) - placeOf(x)).toBe(3 * tf.util.bytesPerElement(dtype))
    const copied = tf.slice(x, 1, 3)
    expect([lent.shape, lent.dtype, lent.dataSync()]).toEqual([[3, 3], dtype, copied.dataSync()])
    const within = lentRows(lent, 2, 1)
    expect(within.dataSync()).toEqual(x.dataSync().slice(9, 12))
    tf.dispose([x, lent, copied])
    expect(within.dataSync()).toHaveLength(3)
    within.dispose()
  })

  it('keep that memory until the last of them is gone', () => {
    const { tensors } = engineInfo().memory
    const x = rows(4000)
    const place = placeOf(x)
    const parts = [lentRows(x, 0, 2), lentRows(x, 3998, 2)]
    const same = tf.reshape(parts[1]!, [6])
    x.dispose()
    const next = () => {
      const t = tf.zeros([4000, 3])
      const at = placeOf(t)
      t.dispose()
      return at
    }
    expect(next()).not.toBe(place)
    tf.dispose(parts)
    expect([...same.dataSync()]).toEqual([11994, 11995, 11996, 11997, 11998, 11999])
    expect(next()).not.toBe(place)
    same.dispose()
    // blocks of the same size are used again, the latest first
    expect(next()).toBe(place)
    expect(engineInfo().memory.tensors).toBe(tensors)
  })

  it('are copies of text, and of what lies on another engine', async () => {
    const text = tf.tensor(['a', 'b', 'c'])
    const lent = lentRows(text, 1, 2)
    expect([...lent.dataSync()]).toEqual(['b', 'c'])
    const x = rows(4)
    const before = lentRows(x, 1, 1)
    await setEngine('cpu')
    expect([...lentRows(x, 2, 1).dataSync()]).toEqual([6, 7, 8])
    expect([...tf.add(before, 1).dataSync()]).toEqual([4, 5, 6])
    await setEngine('wasm')
    expect([...tf.add(lentRows(x, 3, 1), before).dataSync()]).toEqual([12, 14, 16])
    tf.dispose([text, lent, x, before])
  })
})

it('numbers are read into an array from a place on', () => {
  const values = new Int32Array(7)
  const x = rows(2, 'int32')
  readInto(values, x, 1)
  expect([...values]).toEqual([0, 0, 1, 2, 3, 4, 5])
  x.dispose()
})
