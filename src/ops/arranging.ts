/** Tensors put together, taken apart, turned round and repeated. */
import { tf } from '../engine/index.js'
import type { Shape } from '../graph/shape.js'
import { argumentError } from '../support/errors.js'
import { define, required } from './define.js'
import { common } from './dtypes.js'
import { type Operand, tensorOf } from './operand.js'
import { type Axes, axesOf, axisOf } from './shapes.js'
import type { OfList, OfOne, OfTwo, ToMany } from './signatures.js'
import { reversed } from './turning.js'

type Axis = [axis?: number] | [options: { axis?: number }]

/** Tensors of one dtype. */
const alike = (xs: readonly Operand[]): tf.Tensor[] => common(...xs.map((x) => tensorOf(x)))

/** Tensors one after another along an axis, the first by default. https://keras.io/api/ops/numpy/#concatenate-function */
export const concatenate = define<OfList<Axis>>({
  className: 'Concatenate',
  module: 'numpy',
  takes: ['xs'],
  settings: { axis: 0 },
  compute(xs: Operand[], { axis }: { axis: number }) {
    const all = alike(xs)
    return tf.concat(all, axisOf('Concatenate', axis, all[0]!.rank))
  },
})

/** Tensors side by side along a new axis. https://keras.io/api/ops/numpy/#stack-function */
export const stack = define<OfList<Axis>>({
  className: 'Stack',
  module: 'numpy',
  takes: ['x'],
  settings: { axis: 0 },
  compute(xs: Operand[], { axis }: { axis: number }) {
    const all = alike(xs)
    return tf.stack(all, axisOf('Stack', axis, all[0]!.rank + 1))
  },
})

/** Tensors with at least that many axes, put together along one of them. */
const stacked = (className: string, axes: (rank: number) => number, atLeast: (x: tf.Tensor) => tf.Tensor) =>
  define<OfList>({
    className,
    module: 'numpy',
    takes: ['xs'],
    compute(xs: Operand[]) {
      const all = alike(xs).map(atLeast)
      return tf.concat(all, axes(all[0]!.rank))
    },
  })

/** Tensors one after another along the first axis, vectors in a row, as Keras on TensorFlow makes them. https://keras.io/api/ops/numpy/#vstack-function */
export const vstack = stacked(
  'Vstack',
  () => 0,
  (x) => x,
)
/** Tensors side by side. https://keras.io/api/ops/numpy/#hstack-function */
export const hstack = stacked(
  'Hstack',
  (rank) => (rank === 1 ? 0 : 1),
  (x) => (x.rank < 1 ? tf.reshape(x, [1]) : x),
)

/** Two tensors one after another; in a row, if there is no axis. https://keras.io/api/ops/numpy/#append-function */
export const append = define<OfTwo<[axis?: number | null] | [options: { axis?: number | null }]>>({
  className: 'Append',
  module: 'numpy',
  takes: ['x1', 'x2'],
  settings: { axis: null },
  compute(x1: Operand, x2: Operand, { axis }: { axis: number | null }) {
    const all = alike([x1, x2])
    return axis === null
      ? tf.concat(all.map((x) => tf.reshape(x, [-1])))
      : tf.concat(all, axisOf('Append', axis, all[0]!.rank))
  },
})

type Sections = number | readonly number[]
type Split =
  | [indicesOrSections: Sections, axis?: number]
  | [options: { indicesOrSections: Sections; axis?: number }]

/** Parts along an axis: so many equal ones, or those between positions. https://keras.io/api/ops/numpy/#split-function */
export const split = define<ToMany<Split>>({
  className: 'Split',
  module: 'numpy',
  takes: ['x'],
  settings: { indicesOrSections: required, axis: 0 },
  compute(given: Operand, { indicesOrSections: parts, axis }: { indicesOrSections: Sections; axis: number }) {
    const x = tensorOf(given)
    const at = axisOf('Split', axis, x.rank)
    const n = x.shape[at]!
    if (typeof parts === 'number') {
      if (parts > 0 && n % parts === 0) return tf.split(x, parts, at)
      throw argumentError(
        'Split',
        `a divisor of ${n}, the extent of axis ${axis}`,
        'indicesOrSections',
        parts,
      )
    }
    const ends = [...parts, n].map((i) => Math.min(Math.max(i < 0 ? i + n : i, 0), n))
    const sizes = ends.map((end, i) => Math.max(end - (i === 0 ? 0 : ends[i - 1]!), 0))
    return tf.split(x, sizes, at)
  },
})

/** The tensors along an axis. https://keras.io/api/ops/core/#unstack-function */
export const unstack = define<
  ToMany<[num?: number | null, axis?: number] | [options: { num?: number | null; axis?: number }]>
>({
  className: 'Unstack',
  module: 'core',
  takes: ['x'],
  settings: { num: null, axis: 0 },
  compute(given: Operand, { axis }: { axis: number }) {
    const x = tensorOf(given)
    return tf.unstack(x, axisOf('Unstack', axis, x.rank))
  },
})

/** The numbers in the opposite order along axes, all by default. https://keras.io/api/ops/numpy/#flip-function */
export const flip = define<OfOne<[axis?: Axes] | [options: { axis?: Axes }]>>({
  className: 'Flip',
  module: 'numpy',
  takes: ['x'],
  settings: { axis: null },
  compute(given: Operand, { axis }: { axis: Axes }) {
    const x = tensorOf(given)
    return reversed(x, axesOf('Flip', axis, x.rank))
  },
})

/** The numbers moved along axes; what leaves the end comes in front. https://keras.io/api/ops/numpy/#roll-function */
export const roll = define<
  OfOne<[shift: Sections, axis?: Axes] | [options: { shift: Sections; axis?: Axes }]>
>({
  className: 'Roll',
  module: 'numpy',
  takes: ['x'],
  settings: { shift: required, axis: null },
  compute(given: Operand, { shift, axis }: { shift: Sections; axis: Axes }) {
    const x = tensorOf(given)
    if (axis === null) return tf.reshape(rolled(tf.reshape(x, [-1]), [shift].flat()[0] as number, 0), x.shape)
    const shifts = [shift].flat() as number[]
    return axesOf('Roll', axis, x.rank).reduce((y, at, i) => rolled(y, shifts[i] ?? shifts[0]!, at), x)
  },
})

function rolled(x: tf.Tensor, shift: number, axis: number): tf.Tensor {
  const n = x.shape[axis]!
  const steps = n === 0 ? 0 : ((shift % n) + n) % n
  if (steps === 0) return x
  const [front, back] = tf.split(x, [n - steps, steps], axis)
  return tf.concat([back!, front!], axis)
}

type Repeats = [repeats: Sections] | [options: { repeats: Sections }]

/** The whole tensor so often along each axis. https://keras.io/api/ops/numpy/#tile-function */
export const tile = define<OfOne<Repeats>>({
  className: 'Tile',
  module: 'numpy',
  takes: ['x'],
  settings: { repeats: required },
  compute(given: Operand, { repeats }: { repeats: Sections }) {
    const x = tensorOf(given)
    const times = [repeats].flat() as number[]
    const rank = Math.max(times.length, x.rank)
    const ones = (n: number): number[] => Array<number>(n).fill(1)
    const full = tf.reshape(x, [...ones(rank - x.rank), ...x.shape])
    return tf.tile(full, [...ones(rank - times.length), ...times])
  },
})

/** Each number so often along an axis; of all in a row, if there is none. https://keras.io/api/ops/numpy/#repeat-function */
export const repeat = define<
  OfOne<[repeats: Sections, axis?: number | null] | [options: { repeats: Sections; axis?: number | null }]>
>({
  className: 'Repeat',
  module: 'numpy',
  takes: ['x'],
  settings: { repeats: required, axis: null },
  keepsDtype: true,
  shape: ([shape], { repeats, axis }) => repeated(shape!, [repeats].flat() as number[], axis),
  compute(given: Operand, { repeats, axis }: { repeats: Sections; axis: number | null }) {
    const all = tensorOf(given)
    const x = axis === null ? tf.reshape(all, [-1]) : all
    const at = axisOf('Repeat', axis ?? 0, x.rank)
    const n = x.shape[at]!
    const times = [repeats].flat() as number[]
    if (times.length !== 1 && times.length !== n)
      throw argumentError('Repeat', `one number or ${n}`, 'repeats', repeats)
    const places = Array.from({ length: n }, (_, i) => Array<number>(times[i] ?? times[0]!).fill(i)).flat()
    return tf.gather(x, tf.tensor1d(places, 'int32'), at)
  },
})

function repeated(shape: Shape, times: readonly number[], axis: number | null): Shape {
  const extent = (n: number | null) => {
    if (n === null) return null
    return times.length > 1 ? times.reduce((a, b) => a + b, 0) : n * times[0]!
  }
  if (axis === null)
    return [extent(shape.reduce<number | null>((a, n) => (a === null || n === null ? null : a * n), 1))]
  const at = axisOf('Repeat', axis, shape.length)
  return shape.map((n, i) => (i === at ? extent(n) : n))
}

/** The tensor in a shape to which it is broadcast. https://keras.io/api/ops/numpy/#broadcast_to-function */
export const broadcastTo = define<
  OfOne<[shape: readonly number[]] | [options: { shape: readonly number[] }]>
>({
  className: 'BroadcastTo',
  module: 'numpy',
  takes: ['x'],
  settings: { shape: required },
  compute: (x: Operand, { shape }: { shape: readonly number[] }) => tf.broadcastTo(tensorOf(x), [...shape]),
})

type Widths = number | readonly number[] | readonly (readonly number[])[]
type Mode = 'constant' | 'reflect' | 'symmetric'
type Pad =
  | [padWidth: Widths, mode?: Mode, constantValues?: number | null]
  | [options: { padWidth: Widths; mode?: Mode; constantValues?: number | null }]

/**
 * Borders around the tensor: `padWidth` is one number, [before, after], or such a pair for each axis; filled with
 * `constantValues` (default 0), or the tensor mirrored. https://keras.io/api/ops/numpy/#pad-function
 */
export const pad = define<OfOne<Pad>>({
  className: 'Pad',
  module: 'numpy',
  takes: ['x', 'constantValues'],
  settings: { padWidth: required, mode: 'constant' },
  order: ['x', 'padWidth', 'mode', 'constantValues'],
  compute(given: Operand, value: number | null, { padWidth, mode }: { padWidth: Widths; mode: Mode }) {
    const x = tensorOf(given)
    const pair = (w: number | readonly number[]): [number, number] => {
      const [before, after] = [w].flat() as number[]
      return [before!, after ?? before!]
    }
    const rows =
      Array.isArray(padWidth) && Array.isArray(padWidth[0]) ? (padWidth as number[][]) : [padWidth as number]
    const widths = x.shape.map((_, i) => pair(rows.length === 1 ? rows[0]! : rows[i]!))
    if (mode !== 'constant' && mode !== 'reflect' && mode !== 'symmetric')
      throw argumentError('Pad', '"constant", "reflect" or "symmetric"', 'mode', mode)
    const y = x.dtype === 'bool' ? tf.cast(x, 'int32') : x
    const padded = mode === 'constant' ? tf.pad(y, widths, value ?? 0) : mirrored(y, widths, mode)
    return tf.cast(padded, x.dtype)
  },
})

/** The tensor with borders in which it is mirrored. The gradient of `tf.mirrorPad` leaves the borders out. */
const mirrored = (x: tf.Tensor, widths: [number, number][], mode: 'reflect' | 'symmetric'): tf.Tensor =>
  widths.reduce((y, [before, after], axis) => {
    if (before === 0 && after === 0) return y
    const n = x.shape[axis]!
    const edge = mode === 'reflect' ? 0 : 1
    if (Math.max(before, after) > n - 1 + edge)
      throw argumentError('Pad', `at most ${n - 1 + edge} along axis ${axis}`, 'padWidth', [before, after])
    const places = Array.from({ length: before + n + after }, (_, i) => {
      const at = i - before
      return at < 0 ? -at - edge : at >= n ? 2 * (n - 1) - at + edge : at
    })
    return tf.gather(y, tf.tensor1d(places, 'int32'), axis)
  }, x)
