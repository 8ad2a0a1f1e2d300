import { KeratinError, quoted } from './errors.js'

/** `Conv2D` → `conv2d`, `SimpleRNN` → `simple_rnn`, `PReLU` → `p_re_lu`: the rule Keras names layers and groups by. */
export function snakeCase(name: string): string {
  return name
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
}

/** `kernel_size` → `kernelSize`. */
export const camelCase = (name: string): string =>
  name.replace(/_+([a-z0-9])/g, (_, c: string) => c.toUpperCase())

/** `kernelSize` → `kernel_size`; `beta1` → `beta_1` is not derivable and belongs to a table of the class. */
export const underscore = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)

/** The fewest single-character edits (insert, delete, replace, swap neighbours) that turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let d = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d = Math.min(d, beforePrevious[j - 2]! + 1)
      current.push(d)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[b.length]!
}

/** Names beyond this length are not compared: nobody meant them, and the time grows with the product of the lengths. */
const LONGEST = 100

/** By how many separators spellings of one name may differ. */
const SEPARATORS = 8

/** The most names that a message lists. */
const MOST_LISTED = 60

/** The candidate nearest to what was typed, if it is near enough to be what was meant. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST) return undefined
  const typed = spellingKey(name)
  let best: string | undefined
  let bestDistance = Math.max(2, Math.ceil(name.length / 3)) + 0.5
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > bestDistance + SEPARATORS) continue
    const distance = editDistance(typed, spellingKey(candidate))
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** What the spellings of a name have in common: `kernel_size`, `kernelSize` and `KernelSize` have the same. */
export const spellingKey = (name: string): string => name.toLowerCase().replace(/[_\-\s]/g, '')

/** `Unknown layer "Dens". Did you mean "Dense"?`, or the list of what there is. */
export function unknownName(kind: string, name: string, candidates: Iterable<string>): KeratinError {
  return new KeratinError('UNKNOWN_NAME', `Unknown ${kind} ${quoted(name)}.`, {
    hint: hintFor(name, candidates),
  })
}

/** `Did you mean "Dense"?`, or the list of what there is. */
export function hintFor(name: string, candidates: Iterable<string>): string {
  const all = [...new Set(candidates)]
  const near = nearest(name, all)
  if (near !== undefined) return `Did you mean ${quoted(near)}?`
  if (all.length === 0) return 'None are known.'
  const more = all.length > MOST_LISTED ? `, and ${all.length - MOST_LISTED} more` : ''
  return `Known: ${all.slice(0, MOST_LISTED).map(plain).join(', ')}${more}.`
}

/** A name as it is, where all of it can be seen. */
const plain = (name: string): string => (/^[\w.+-]{1,60}$/.test(name) ? name : quoted(name))
