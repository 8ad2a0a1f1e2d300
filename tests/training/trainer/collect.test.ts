import { expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { Collector } from '../../../src/training/trainer/collect.js'
import { expectNoLeak } from '../../harness/leaks.js'

it.each([5, undefined])('puts batches together, with %s samples announced', async (total) => {
  await expectNoLeak(() => {
    const collector = new Collector(total)
    collector.add([tf.tensor([[1, 2]]), tf.tensor([1], [1], 'int32')])
    collector.add([tf.tensor([[3, 4], [5, 6]]), tf.tensor([2, 3], [2], 'int32')]) // biome-ignore format: short
    collector.add([tf.tensor([[7, 8], [9, 0]]), tf.tensor([4, 5], [2], 'int32')]) // biome-ignore format: short
    const [a, b] = collector.finish()!
    expect(a).toBeAllclose([[1, 2], [3, 4], [5, 6], [7, 8], [9, 0]]) // biome-ignore format: short
    expect(b!.dtype).toBe('int32')
    expect(b).toBeAllclose([1, 2, 3, 4, 5])
    a!.dispose()
    b!.dispose()
  })
})

it('hands a single batch through', () => {
  const t = tf.tensor([1])
  const collector = new Collector()
  collector.add([t])
  expect(collector.finish()).toEqual([t])
  expect(t.isDisposed).toBe(false)
  t.dispose()
  expect(new Collector().finish()).toBeUndefined()
})

it('refuses samples of different shapes, and frees them', async () => {
  await expectNoLeak(() => {
    const collector = new Collector()
    collector.add([tf.zeros([2, 3])])
    expect(() => collector.add([tf.zeros([2, 4])])).toThrow('[2, 4]')
    collector.dispose()
  })
})
