/** What is not looked into: it does not change, or is no setting. */
export type Opaque = (value: object) => boolean

/** More attributes than these are not watched: then nothing counts as unchanged. */
const MOST = 50_000

/**
 * Notes the attributes of objects, and of the objects in those, as they are now.
 *
 * @param opaque says which objects are not looked into; that they are the same is checked all the same
 * @param accessors names of what classes keep to themselves but for an accessor: noted, not looked into
 * @returns whether all of them are still the same
 */
export function watchAttributes(
  roots: readonly object[],
  opaque: Opaque,
  accessors: readonly string[] = [],
): () => boolean {
  const owners: Record<string, unknown>[] = []
  const names: string[] = []
  const values: unknown[] = []
  const seen = new Set<object>()
  const open = [...roots]
  const note = (owner: object, name: string): unknown => {
    const value = (owner as Record<string, unknown>)[name]
    owners.push(owner as Record<string, unknown>)
    names.push(name)
    values.push(value)
    return value
  }
  while (open.length > 0) {
    const owner = open.pop()!
    if (seen.has(owner)) continue
    seen.add(owner)
    if (names.length > MOST) return () => false
    for (const name of accessors) if (name in owner) note(owner, name)
    for (const name of namesOf(owner)) {
      const value = note(owner, name)
      if (value !== null && (typeof value === 'object' || isCallableObject(value)) && !opaque(value)) {
        open.push(value)
      }
    }
  }
  return () => {
    for (let i = 0; i < names.length; i++) {
      if (!Object.is(owners[i]![names[i]!], values[i])) return false
    }
    return true
  }
}

function namesOf(owner: object): string[] {
  if (ArrayBuffer.isView(owner) || owner instanceof Map || owner instanceof Set) return []
  const own = Object.keys(owner)
  if (Array.isArray(owner)) own.push('length')
  return own
}

/** An instance of a class that is a function, too. */
const isCallableObject = (value: unknown): value is object =>
  typeof value === 'function' && Object.getPrototypeOf(value) !== Function.prototype
