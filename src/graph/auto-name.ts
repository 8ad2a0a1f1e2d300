import { snakeCase } from '../support/names.js'

const counts = new Map<string, number>()
const scopes: string[] = []

/** The name Keras gives: `dense`, `dense_1`, ... counted over the whole program. */
export function autoName(className: string): string {
  const base = snakeCase(className)
  const n = counts.get(base) ?? 0
  counts.set(base, n + 1)
  return n === 0 ? base : `${base}_${n}`
}

/**
 * Starts counting automatic names afresh.
 *
 * @see https://keras.io/api/utils/config_utils/#clear_session-function
 */
export function clearSession(): void {
  counts.clear()
}

/** Runs `body` with `name` put before the paths of the weights that are made in it. */
export function withNameScope<T>(name: string, body: () => T): T {
  scopes.push(name)
  try {
    return body()
  } finally {
    scopes.pop()
  }
}

/** `sequential/dense/kernel` for `kernel` inside the scopes that are open. */
export const scopedPath = (name: string): string => [...scopes, name].join('/')
