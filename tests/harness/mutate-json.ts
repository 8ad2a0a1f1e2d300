import type { RandomStream } from '../../src/support/random.js'

const replacements = [null, -1, 0, 1e12, 0.5, '', 'relu', [], {}, [[null]], true, '__proto__', [1, 2, 3]]

/** Replaces, removes or doubles one value somewhere in a JSON value. */
export function mutateJson(value: unknown, random: RandomStream): unknown {
  const root = { value: structuredClone(value) }
  const places: [Record<string, unknown>, string][] = []
  const visit = (node: Record<string, unknown>) => {
    for (const [key, inside] of Object.entries(node)) {
      places.push([node, key])
      if (inside !== null && typeof inside === 'object') visit(inside as Record<string, unknown>)
    }
  }
  visit(root)
  const [node, key] = places[random.below(places.length)]!
  const kind = random.below(4)
  if (kind === 0) delete node[key]
  else if (kind === 1) node[key] = [node[key], structuredClone(node[key])]
  else node[key] = structuredClone(replacements[random.below(replacements.length)])
  return root.value
}
