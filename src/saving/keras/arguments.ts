import { tf } from '../../engine/index.js'
import { FixedTensor } from '../../graph/fixed-tensor.js'
import { isSymbolic, type SymbolicTensor } from '../../graph/symbolic.js'
import { ellipsis, Slice } from '../../ops/index.js'
import { isPlainObject } from '../../support/options.js'
import { withPlainNumbers } from '../../support/python-floats.js'
import { isObject, type JsonObject } from './json-checks.js'

const wrapped = (class_name: string, config: JsonObject) => ({ class_name, config })

/** An argument of a call as Keras writes it: a tensor of the graph, a constant, or lists and objects of these. */
export function writeArgument(value: unknown, tensor: (t: SymbolicTensor) => unknown): unknown {
  if (isSymbolic(value)) return tensor(value)
  if (value instanceof FixedTensor) return wrapped('__numpy__', { value: value.toJSON(), dtype: value.dtype })
  if (value instanceof Slice) {
    const { start, stop, step } = value
    return wrapped('__slice__', { start, stop, step })
  }
  if (value === ellipsis) return wrapped('__ellipsis__', {})
  const inside = (v: unknown) => writeArgument(v, tensor)
  if (Array.isArray(value)) return value.map(inside)
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, inside(v)]))
}

/** Whether this is a tensor of the graph. */
export const isTensor = (value: unknown): value is { config: JsonObject } =>
  isObject(value) && value.class_name === '__keras_tensor__'

/** The reverse of `writeArgument`. */
export function readArgument(value: unknown, tensor: (t: { config: JsonObject }) => unknown): unknown {
  if (isTensor(value)) return tensor(value)
  const inside = (v: unknown) => readArgument(v, tensor)
  if (Array.isArray(value)) return value.map(inside)
  if (!isObject(value)) return value
  const config = isObject(value.config) ? value.config : {}
  switch (value.class_name) {
    case '__slice__': {
      const [start, stop, step] = [config.start, config.stop, config.step].map((n) =>
        typeof n === 'number' ? n : null,
      )
      return new Slice(start, stop, step)
    }
    case '__ellipsis__':
      return ellipsis
    case '__numpy__':
    case '__tensor__':
      return constant(config)
    default:
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, inside(v)]))
  }
}

/** A constant; the call that it is given to takes its values. */
function constant({ value, dtype }: JsonObject): tf.Tensor {
  const known = dtype === 'bool' ? 'bool' : String(dtype).startsWith('float') ? 'float32' : 'int32'
  return tf.tensor(withPlainNumbers(value) as tf.TensorLike, undefined, known)
}
