export interface ClassProbability {
  label: string
  probability: number
}

/** The likeliest classes of a row of probabilities, most likely first. */
export function ranked(row: Float32Array, labels: readonly string[], topK: number): ClassProbability[] {
  const order = Array.from(row.keys()).sort((a, b) => row[b]! - row[a]!)
  return order.slice(0, topK).map((i) => ({ label: labels[i] ?? String(i), probability: row[i]! }))
}
