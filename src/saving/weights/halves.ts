import { KeratinError } from '../../support/errors.js'

const largest = 65504

/**
 * The bits of numbers in half precision (IEEE 754 binary16), each the nearest there is; of two that are as near, the even one.
 *
 * @param what whose numbers they are, for the message
 * @throws KeratinError UNSUPPORTED for a number that half precision does not reach
 */
export function toHalves(values: ArrayLike<number>, what: string): Uint16Array {
  const halves = new Uint16Array(values.length)
  for (let i = 0; i < halves.length; i++) {
    const value = values[i]!
    const bits = toHalf(value)
    if ((bits & 0x7fff) === 0x7c00 && Number.isFinite(value)) throw tooLarge(what, value)
    halves[i] = bits
  }
  return halves
}

const tooLarge = (what: string, value: number) =>
  new KeratinError('UNSUPPORTED', `${what} holds ${value}: float16 ends at ${largest}.`, {
    hint: 'Save it in float32.',
  })

function toHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0
  if (Number.isNaN(value)) return 0x7e00
  const size = Math.abs(value)
  if (size === Number.POSITIVE_INFINITY) return sign | 0x7c00
  // below 2 ** -14 steps are of one size
  const exponent = Math.max(-14, Math.floor(Math.log2(size || 1e-9)))
  const steps = toEven(size / 2 ** (exponent - 10))
  // 2048 steps are the first number of the next exponent: the sum carries
  const bits = exponent === -14 && steps < 1024 ? steps : ((exponent + 15) << 10) + (steps - 1024)
  return sign | Math.min(bits, 0x7c00)
}

function toEven(x: number): number {
  const below = Math.floor(x)
  const rest = x - below
  if (rest === 0.5) return below % 2 === 0 ? below : below + 1
  return rest < 0.5 ? below : below + 1
}
