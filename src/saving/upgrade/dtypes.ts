import { KeratinError } from '../../support/errors.js'
import { isObject } from '../keras/json-checks.js'

/** Number types that files ask for and what is computed in instead. */
const computed: Readonly<Record<string, string>> = {
  float16: 'float32',
  bfloat16: 'float32',
  float64: 'float32',
  mixed_float16: 'float32',
  mixed_bfloat16: 'float32',
  int8: 'int32',
  int16: 'int32',
  int64: 'int32',
  uint8: 'int32',
  uint16: 'int32',
  uint32: 'int32',
  uint64: 'int32',
}

/**
 * The dtype that is computed in where a file says `dtype`: half, double and mixed precision in float32.
 *
 * @throws KeratinError UNSUPPORTED for quantized layers
 */
export function computedDtype(dtype: unknown, name: unknown): unknown {
  const said = isObject(dtype) ? (isObject(dtype.config) ? dtype.config.name : undefined) : dtype
  if (isObject(dtype) && isObject(dtype.config) && dtype.config.mode !== undefined)
    throw quantized(said, name)
  if (typeof said !== 'string') return said === undefined ? 'float32' : dtype
  if (/_from_/.test(said)) throw quantized(said, name)
  if (isObject(dtype) && dtype.class_name === 'DTypePolicyMap') throw quantized('DTypePolicyMap', name)
  const found = Object.hasOwn(computed, said) ? computed[said]! : said
  if (found === said && !(isObject(dtype) && dtype.class_name !== 'DTypePolicy')) return dtype
  return found
}

const quantized = (dtype: unknown, name: unknown) =>
  new KeratinError('UNSUPPORTED', `Layer "${name}" is quantized (${JSON.stringify(dtype)}).`, {
    hint: 'Save the model in Keras before quantizing it.',
  })
