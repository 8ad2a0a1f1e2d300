import { tf } from './tf.js'

/** What TensorFlow.js knows of the backend in use. */
const fields = ['backendName', 'backendInstance'] as const
type Known = Record<(typeof fields)[number], unknown>

/** The backend that was chosen, or that the choice is left open; looking at it here does not end that. */
export function chosenBackend(): { name?: string | undefined; isOpen: boolean } {
  const { value, get } = Object.getOwnPropertyDescriptor(tf.engine(), 'backendName') ?? {}
  return { name: value ?? undefined, isOpen: get !== undefined }
}

/**
 * Leaves the choice of an engine until TensorFlow.js asks for it: starting one takes a tenth of an import, and there are
 * programs that never compute. Whoever sets a backend before has chosen.
 */
export function whenAsked(choose: () => void): void {
  const known = tf.engine() as unknown as Known
  const settle = (): void => {
    for (const field of fields) delete known[field]
  }
  for (const field of fields) {
    Object.defineProperty(known, field, {
      configurable: true,
      enumerable: true,
      get() {
        settle()
        choose()
        return known[field]
      },
      set(value) {
        settle()
        known[field] = value
      },
    })
  }
}
