/** Kernels of the plain JavaScript backend whose answers to NaN and infinities differ from TensorFlow's. */
import { tf } from './tf.js'

/** What is used of the plain JavaScript backend. */
interface CpuBackend {
  readSync(dataId: object): ArrayLike<number>
  makeTensorInfo(shape: readonly number[], dtype: tf.DataType, values: ArrayLike<number>): tf.TensorInfo
}
type Repair = (shipped: tf.KernelFunc) => tf.KernelFunc

const valuesOf = (backend: unknown, { dataId }: tf.TensorInfo): ArrayLike<number> =>
  (backend as CpuBackend).readSync(dataId)

const make = (backend: unknown, shape: readonly number[], dtype: tf.DataType, values: ArrayLike<number>) =>
  (backend as CpuBackend).makeTensorInfo(shape, dtype, values)

/** From the place of an element to that of an operand which is broadcast to this shape. */
function placesIn(operand: readonly number[], shape: readonly number[]): (i: number) => number {
  if (tf.util.arraysEqual([...operand], [...shape])) return (i) => i
  const added = shape.length - operand.length
  const steps = tf.util.computeStrides([...operand, 1]).map((step, axis) => (operand[axis] === 1 ? 0 : step))
  return (i) => {
    let place = 0
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (axis >= added) place += (i % shape[axis]!) * steps[axis - added]!
      i = Math.floor(i / shape[axis]!)
    }
    return place
  }
}

/** A function of pairs of floats, which are broadcast; other types are left to the kernel that ships. */
const ofPairs =
  (f: (a: number, b: number) => number): Repair =>
  (shipped) =>
  (args) => {
    const { a, b } = args.inputs as { a: tf.TensorInfo; b: tf.TensorInfo }
    if (a.dtype !== 'float32' || b.dtype !== 'float32') return shipped(args)
    const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape)
    const [p, q] = [a, b].map((x) => {
      const values = valuesOf(args.backend, x)
      const place = placesIn(x.shape, shape)
      return (i: number) => values[place(i)]!
    }) as [(i: number) => number, (i: number) => number]
    const n = tf.util.sizeFromShape(shape)
    return make(
      args.backend,
      shape,
      'float32',
      Float32Array.from({ length: n }, (_, i) => f(p(i), q(i))),
    )
  }

/** Python's remainder, with the sign of the divisor. */
function floorMod(a: number, b: number): number {
  const rest = a % b
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest
}

/** C's power: that of 1 is 1, and that of -1 to an infinite exponent. */
const power = (a: number, b: number): number =>
  a === 1 || (a === -1 && Math.abs(b) === Number.POSITIVE_INFINITY) ? 1 : a ** b

/** Where the best number of a line is; NaN is it only where all are. */
const argBest =
  (isBetter: (a: number, b: number) => boolean): Repair =>
  (shipped) =>
  (args) => {
    const x = args.inputs.x as tf.TensorInfo
    const [axis] = tf.util.parseAxisParam((args.attrs as { axis: number }).axis, x.shape)
    const n = x.shape[axis!]!
    if (x.dtype !== 'float32' || n === 0) return shipped(args)
    const values = valuesOf(args.backend, x)
    const inner = tf.util.sizeFromShape(x.shape.slice(axis! + 1))
    const shape = x.shape.filter((_, i) => i !== axis)
    const found = Int32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => {
      const first = Math.floor(i / inner) * inner * n + (i % inner)
      const at = (k: number) => values[first + k * inner]!
      let best = 0
      for (let k = 1; k < n; k++)
        if (isBetter(at(k), at(best)) || (Number.isNaN(at(best)) && !Number.isNaN(at(k)))) best = k
      return best
    })
    return make(args.backend, shape, 'int32', found)
  }

/** A window with NaN in it has NaN for its maximum: found by pooling where they are, if there are any. */
const maxPool: Repair = (shipped) => (args) => {
  const x = args.inputs.x as tf.TensorInfo
  const given = valuesOf(args.backend, x)
  const pooled = shipped(args) as tf.TensorInfo
  if (x.dtype !== 'float32' || !Array.prototype.some.call(given, Number.isNaN)) return pooled
  const marks = make(
    args.backend,
    x.shape,
    'float32',
    Float32Array.from(given, (v) => Number(Number.isNaN(v))),
  )
  const marked = shipped({ ...args, inputs: { x: marks } }) as tf.TensorInfo
  const isLost = valuesOf(args.backend, marked)
  const values = Float32Array.from(valuesOf(args.backend, pooled), (v, i) =>
    isLost[i] === 1 ? Number.NaN : v,
  )
  for (const { dataId } of [marks, marked, pooled]) tf.findBackend('cpu').disposeData(dataId)
  return make(args.backend, pooled.shape, 'float32', values)
}

/** What does not fit into an integer, NaN too, becomes the least one. */
const cast: Repair = (shipped) => (args) => {
  const x = args.inputs.x as tf.TensorInfo
  if (x.dtype !== 'float32' || (args.attrs as { dtype: tf.DataType }).dtype !== 'int32') return shipped(args)
  const least = -2147483648
  const fits = (v: number) => Math.abs(v) < 2147483648
  return make(
    args.backend,
    x.shape,
    'int32',
    Int32Array.from(valuesOf(args.backend, x), (v) => (fits(v) ? v : least)),
  )
}

const sign: Repair = (shipped) => (args) => {
  const x = args.inputs.x as tf.TensorInfo
  if (x.dtype !== 'float32') return shipped(args)
  return make(args.backend, x.shape, 'float32', Float32Array.from(valuesOf(args.backend, x), Math.sign))
}

/** What takes the place of kernels, given the one that ships. */
export const cpuValues: Readonly<Record<string, Repair>> = {
  ArgMax: argBest((a, b) => a > b),
  ArgMin: argBest((a, b) => a < b),
  Cast: cast,
  // the one that ships gives integers, which NaN is none of
  FloorDiv: ofPairs((a, b) => Math.floor(a / b)),
  MaxPool: maxPool,
  MaxPool3D: maxPool,
  Mod: ofPairs(floorMod),
  Pow: ofPairs(power),
  Sign: sign,
}
