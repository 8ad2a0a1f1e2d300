export interface ClassProbability {
  label: string
  probability: number
}

export interface RankOptions {
  /** How many classes are said at most. Default 1. */
  topK?: number
  /** How probable a class must be to be said. Default 0. */
  threshold?: number
}

/** What is said of one sample. */
export interface Ranking {
  /** The likeliest class; null where even that is below the threshold. */
  label: string | null
  /** Its probability, whether it is said or not. */
  probability: number
  /** The likeliest classes that are said, most likely first. */
  classes: ClassProbability[]
}

/** What a row of probabilities says. */
export function ranked(
  row: Float32Array,
  labels: readonly string[],
  { topK = 1, threshold = 0 }: RankOptions = {},
): Ranking {
  const order = Array.from(row.keys()).sort((a, b) => row[b]! - row[a]!)
  const all = order.slice(0, topK).map((i) => ({ label: labels[i] ?? String(i), probability: row[i]! }))
  const classes = all.filter(({ probability }) => probability >= threshold)
  return { label: classes[0]?.label ?? null, probability: all[0]!.probability, classes }
}

/** What is written of a sample: the classes that are said, or that it is none, and how near the likeliest came. */
export const linesOf = ({
  label,
  probability,
  classes,
}: Ranking): readonly { label: string | null; probability: number }[] =>
  label === null ? [{ label, probability }] : classes
