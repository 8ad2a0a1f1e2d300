import { argumentError } from '../../support/errors.js'

/** The value of an option that counts something. */
export function positiveInteger(where: string, name: string, value: unknown): number {
  if (!Number.isInteger(value) || (value as number) <= 0) {
    throw argumentError(where, 'a positive integer', name, value)
  }
  return value as number
}
