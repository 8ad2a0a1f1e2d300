/**
 * What must go so that no fault is left: all that is bad by itself, and of each group of the same all but one. What is for
 * the test stays, for there is less of it.
 */
export function toRemove(bad: readonly string[], groups: readonly (readonly string[])[]): string[] {
  const gone = new Set(bad)
  for (const group of groups) {
    const left = group.filter((name) => !gone.has(name))
    const kept = left.find((name) => /^test(ing)?\b/i.test(name)) ?? left[0]
    for (const name of left) if (name !== kept) gone.add(name)
  }
  return [...gone]
}
