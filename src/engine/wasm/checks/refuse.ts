import { type ErrorCode, KeratinError } from '../../../support/errors.js'
import type { KernelArgs } from '../kernel.js'

/** Refuses a call whose kernel would read or write outside of its tensors. */
export type Check = (args: KernelArgs) => void

/** The error of a check: operator, what it expects, what it was given. */
export const refusal = (operator: string, expected: string, received: string, code: ErrorCode = 'ARGUMENT') =>
  new KeratinError(code, `${operator}: ${expected}. Received: ${received}.`)
