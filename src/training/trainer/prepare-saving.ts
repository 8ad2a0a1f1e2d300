let prepare: () => Promise<unknown> = async () => undefined

/** Sets how what writes models is loaded; the room of file formats provides it. */
export function provideSaving(load: () => Promise<unknown>): void {
  prepare = load
}

/**
 * Loads what writes models, beside other work. A training may take days, in which the package's files may be replaced by
 * those of another version: what it made must be saved all the same.
 */
export function prepareSaving(): void {
  // that it cannot be loaded is said where something is saved
  prepare().catch(() => {})
}
