import { tf } from '../engine/index.js'
import { Operation } from '../graph/operation.js'
import { isSymbolic, type SymbolicTensor } from '../graph/symbolic.js'
import { argumentError } from '../support/errors.js'
import { ellipsis, Slice } from './slice.js'

/** What is taken of one axis: a position, a part (`slice`); `null` puts in an axis of extent 1; `ellipsis`: the axes between. */
export type Index = number | Slice | null | typeof ellipsis

function compute(x: tf.Tensor, key: Index | readonly Index[]): tf.Tensor {
  const indices = (Array.isArray(key) ? key : [key]) as Index[]
  const taken = indices.filter((i) => i !== null && i !== ellipsis).length
  if (taken > x.rank) {
    throw argumentError('getItem', `at most ${x.rank} indices for a tensor of ${x.rank} axes`, 'key', taken)
  }
  const rest = Array<Index>(x.rank - taken).fill(new Slice())
  const open = indices.indexOf(ellipsis)
  const full =
    open < 0 ? [...indices, ...rest] : [...indices.slice(0, open), ...rest, ...indices.slice(open + 1)]
  const axes = full.filter((i) => i !== null)
  const parts = axes.map((index, axis) => extent(index as number | Slice, x.shape[axis]!, axis))
  const steps = parts.map((p) => p.step)
  // TensorFlow.js takes an end of -1 for one from the end: backward steps are a reversal and forward steps
  const backward = steps.flatMap((step, axis) => (step < 0 ? [axis] : []))
  const turned = backward.length > 0 ? tf.reverse(x, backward) : x
  const found = tf.stridedSlice(
    turned,
    parts.map((p) => p.from),
    parts.map((p) => p.to),
    steps.map(Math.abs),
  )
  const extents = [...found.shape]
  const shape = full.flatMap((index) => {
    if (index === null) return [1]
    const n = extents.shift()!
    return typeof index === 'number' ? [] : [n]
  })
  return tf.reshape(found, shape)
}

/** Begin, end and step on an axis that is turned round where the step is negative. */
function extent(index: number | Slice, n: number, axis: number): { from: number; to: number; step: number } {
  if (typeof index === 'number') {
    const at = index < 0 ? index + n : index
    if (Number.isInteger(at) && at >= 0 && at < n) return { from: at, to: at + 1, step: 1 }
    throw argumentError('getItem', `a position of axis ${axis}, which has ${n}`, 'key', index)
  }
  const step = index.step ?? 1
  if (step === 0) throw argumentError('getItem', 'other than 0', 'step', step)
  const clamp = (i: number | null, otherwise: number) =>
    i === null ? otherwise : Math.min(Math.max(i < 0 ? i + n : i, step < 0 ? -1 : 0), step < 0 ? n - 1 : n)
  const [start, stop] = [clamp(index.start, step < 0 ? n - 1 : 0), clamp(index.stop, step < 0 ? -1 : n)]
  const [from, to] = step < 0 ? [n - 1 - start, n - 1 - stop] : [start, stop]
  return { from, to: Math.max(from, to), step }
}

class GetItem extends Operation {
  static override readonly className = 'GetItem'
  static override readonly module = 'keras.src.ops.numpy'

  override call(x: tf.Tensor, key: Index | readonly Index[]): tf.Tensor {
    return compute(x, key)
  }
}

/**
 * A part of a tensor, as `x[...]` in Python.
 *
 * @param key what is taken of each axis, from the first on: a position (the axis goes), `slice(start, stop, step)`,
 *   `null` for a new axis of extent 1, `ellipsis` for all axes between. Axes that are not spoken of are taken whole
 *
 * Input shape: any. Output shape: as the key says.
 *
 * @throws KeratinError `ARGUMENT` for a position that there is not, or more indices than axes
 * @example const last = ops.getItem(x, [ops.slice(), -1]) // x[:, -1]
 * @see https://keras.io/api/ops/core/
 */
function getting(x: SymbolicTensor, key: Index | readonly Index[]): SymbolicTensor
function getting(x: tf.Tensor, key: Index | readonly Index[]): tf.Tensor
function getting(x: tf.Tensor | SymbolicTensor, key: Index | readonly Index[]): unknown {
  return isSymbolic(x) ? new GetItem().symbolicCall(x, key) : tf.tidy(() => compute(x, key))
}
export const getItem = Object.assign(getting, { operation: GetItem })
