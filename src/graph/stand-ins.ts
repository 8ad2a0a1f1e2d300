import { tf } from '../engine/index.js'
import type { Shape } from './shape.js'
import type { TensorSpec } from './symbolic.js'

/** Numbers in the place of the batch, and of any other extent that is not fixed (those of Keras). */
const extents = [
  { batch: 2, other: 83 },
  { batch: 3, other: 89 },
] as const

let running: (typeof extents)[number] | undefined

/** Runs `body` as a trial on tensors that stand in for symbolic ones. */
export function tracing<T>(which: 0 | 1, body: (standIn: (spec: TensorSpec) => tf.Tensor) => T): T {
  const before = running
  const numbers = extents[which]
  running = numbers
  try {
    return body(({ shape, dtype }) => {
      const extents = shape.map((d, axis) => d ?? (axis === 0 ? numbers.batch : numbers.other))
      return dtype === 'string' ? tf.fill(extents, '', dtype) : tf.zeros(extents, dtype as 'float32')
    })
  } finally {
    running = before
  }
}

/** The shape of a real tensor; of one in a trial, with the numbers that stand in taken out again. */
export function shapeToBuildFor({ shape }: tf.Tensor): Shape {
  if (!running) return shape
  const { other } = running
  return shape.map((d, axis) => (axis === 0 || d === other ? null : d))
}
