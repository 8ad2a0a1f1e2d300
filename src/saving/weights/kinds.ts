/** What weights are, by the names they had at different times; the longer names first, as they end in shorter ones. */
const kinds: readonly (readonly [kind: string, ...names: string[]])[] = [
  ['recurrent_kernel', 'recurrent_kernel', 'U', 'U_i', 'U_c', 'U_f', 'U_o', 'U_z', 'U_r', 'U_h'],
  ['pointwise_kernel', 'pointwise_kernel'],
  ['moving_mean', 'moving_mean', 'running_mean'],
  // it was the variance in spite of its name
  ['moving_variance', 'moving_variance', 'moving_var', 'running_std', 'running_var'],
  [
    'kernel',
    'depthwise_kernel',
    'kernel',
    'embeddings',
    'W',
    'W_i',
    'W_c',
    'W_f',
    'W_o',
    'W_z',
    'W_r',
    'W_h',
  ],
  ['bias', 'recurrent_bias', 'bias', 'b', 'b_i', 'b_c', 'b_f', 'b_o', 'b_z', 'b_r', 'b_h'],
  ['gamma', 'gamma'],
  ['beta', 'beta'],
  ['alpha', 'alpha', 'alphas'],
  ['mean', 'mean'],
  ['variance', 'variance'],
  ['count', 'count'],
]

const byName: readonly (readonly [name: string, kind: string])[] = kinds
  .flatMap(([kind, ...names]) => names.map((name): [string, string] => [name, kind]))
  .sort(([a], [b]) => b.length - a.length)

/** The last part of a weight's name, without the number of its output: `a/kernel:0` → `kernel`. */
export const leafName = (name: string): string => name.split(/[/.]/).at(-1)!.replace(/:\d+$/, '')

/** What a weight is, by its name; undefined if that does not tell. */
export function kindOf(name: string): string | undefined {
  const leaf = leafName(name)
  for (const text of [leaf, leaf.replace(/_\d+$/, '')]) {
    const found = byName.find(([known]) => text === known || text.endsWith(`_${known}`))
    if (found) return found[1]
  }
  return undefined
}

/** Whether weights of these names can be the same: names that tell nothing contradict nothing. */
export function agree(stored: string, variable: string): boolean {
  const [a, b] = [kindOf(stored), kindOf(variable)]
  return a === undefined || b === undefined || a === b
}
