import type { ResizeMethod } from '../../engine/index.js'
import { unknownName } from '../../support/names.js'

const methods: readonly ResizeMethod[] = ['nearest', 'bilinear', 'bicubic', 'lanczos3', 'lanczos5']

/** The way to find values between pixels, by name. */
export function interpolationOf(where: string, value: string): ResizeMethod {
  const name = value.toLowerCase() as ResizeMethod
  if (!methods.includes(name)) throw unknownName(`interpolation of ${where}`, value, methods)
  return name
}
