import { setImmediate } from 'node:timers/promises'
import { tf } from '../../src/engine/index.js'
import { keyOf } from './sample-key.js'

/** How many are read from the engine at a time: as many as need little memory beside the tensor. */
const atOnce = 1024

/** The keys of the samples of a tensor, by their values. */
export async function imageKeys(x: tf.Tensor): Promise<string[]> {
  const [count, ...shape] = x.shape as [number, ...number[]]
  const length = shape.reduce((n, d) => n * d, 1)
  const keys: string[] = []
  for (let start = 0; start < count; start += atOnce) {
    const some = Math.min(atOnce, count - start)
    const values = tf.tidy(() =>
      tf.slice(x, [start, ...shape.map(() => 0)], [some, ...shape]).dataSync<'float32'>(),
    )
    for (let i = 0; i < some; i++) {
      const row = values.subarray(i * length, (i + 1) * length)
      keys.push(keyOf(new Uint8Array(row.buffer, row.byteOffset, row.byteLength)))
    }
    // signals are heard in between
    await setImmediate()
  }
  return keys
}
