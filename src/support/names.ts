import { KeratinError } from './errors.js'

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

/** The candidate nearest to what was typed, if it is near enough to be what was meant. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const key = (s: string) => s.toLowerCase().replace(/[_\-\s]/g, '')
  let best: string | undefined
  let bestDistance = Math.max(2, Math.ceil(name.length / 3)) + 0.5
  for (const candidate of candidates) {
    const distance = editDistance(key(name), key(candidate))
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** `Unknown layer "Dens". Did you mean "Dense"?`, or the list of what there is. */
export function unknownName(kind: string, name: string, candidates: Iterable<string>): KeratinError {
  const all = [...new Set(candidates)]
  const near = nearest(name, all)
  const hint = near ? `Did you mean "${near}"?` : `Known: ${all.join(', ')}.`
  return new KeratinError('UNKNOWN_NAME', `Unknown ${kind} ${JSON.stringify(name)}.`, { hint })
}
