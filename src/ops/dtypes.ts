import { tf } from '../engine/index.js'
import { KeratinError } from '../support/errors.js'

const order = ['bool', 'int32', 'float32'] as const
type Numeric = (typeof order)[number]

/** The tensor with floats. */
export const float = (x: tf.Tensor): tf.Tensor => to(x, 'float32')

/** The tensor with at least integers: what Keras counts with. */
export const number = (x: tf.Tensor): tf.Tensor => (x.dtype === 'bool' ? to(x, 'int32') : x)

/** The tensor as conditions: what is not 0 holds. */
export const condition = (x: tf.Tensor): tf.Tensor => (x.dtype === 'bool' ? x : tf.notEqual(x, 0))

/** The tensor with numbers of that type, itself where it has them. */
export const to = (x: tf.Tensor, dtype: tf.DataType): tf.Tensor =>
  x.dtype === dtype ? x : dtype === 'bool' ? condition(x) : tf.cast(x, dtype)

/** Tensors of one type, the widest of theirs, as Keras promotes them. */
export function common<T extends tf.Tensor[]>(...tensors: T): T {
  const widest = tensors.reduce<Numeric>((d, x) => wider(d, x.dtype as Numeric), 'bool')
  return tensors.map((x) => to(x, widest)) as T
}

const wider = (a: Numeric, b: Numeric): Numeric => order[Math.max(order.indexOf(a), order.indexOf(b))]!

/** Keras' names of types that are here, the nearest ones of TensorFlow.js. */
const known: Record<string, Numeric> = {
  float: 'float32',
  float32: 'float32',
  int: 'int32',
  int32: 'int32',
  int64: 'int32',
  bool: 'bool',
}

/**
 * The type meant by a name of Keras; int64 is int32 here.
 *
 * @throws KeratinError `UNSUPPORTED` for a type that TensorFlow.js has not
 */
export function dtypeOf(where: string, name: unknown): Numeric {
  const found = typeof name === 'string' && Object.hasOwn(known, name) ? known[name] : undefined
  if (found) return found
  throw new KeratinError('UNSUPPORTED', `${where}: numbers of type ${JSON.stringify(name)} are not known.`, {
    hint: `Known: ${Object.keys(known).join(', ')}.`,
  })
}
