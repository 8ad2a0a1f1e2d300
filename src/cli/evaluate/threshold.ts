import { KeratinError } from '../../support/errors.js'
import { unknownName } from '../../support/names.js'

/** The least value that a metric must have. */
export interface Threshold {
  metric: string
  least: number
}

/** Reads `accuracy=0.99`. */
export function parseThreshold(text: string): Threshold {
  const [, metric, value] = /^([A-Za-z_]\w*)=(.+)$/.exec(text.trim()) ?? []
  const least = Number(value)
  if (metric === undefined || !Number.isFinite(least)) {
    throw new KeratinError(
      'ARGUMENT',
      `keratin: --min must be metric=value. Received: ${JSON.stringify(text)}.`,
      {
        hint: 'Such as --min accuracy=0.99.',
      },
    )
  }
  return { metric, least }
}

/** Whether the metrics reach the threshold. */
export function meets({ metric, least }: Threshold, metrics: Readonly<Record<string, number>>): boolean {
  const value = metrics[metric]
  if (value === undefined) throw unknownName('metric', metric, Object.keys(metrics))
  // results have 32 bits: 29 of 100 are 0.29, although the number next to it is a little less
  return value >= Math.fround(least)
}
