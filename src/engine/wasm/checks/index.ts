import { indexChecks } from './indices.js'
import { movementChecks } from './movement.js'
import { productChecks } from './products.js'
import type { Check } from './refuse.js'
import { windowChecks } from './windows.js'

const checks: Record<string, Check> = {
  ...indexChecks,
  ...movementChecks,
  ...productChecks,
  ...windowChecks,
}

/** What a call of a kernel must fulfil, before it runs, so as not to leave its tensors. */
export const checkOf = (name: string): Check | undefined => checks[name]
