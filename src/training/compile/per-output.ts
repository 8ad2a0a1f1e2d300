import { argumentError, KeratinError } from '../../support/errors.js'
import { unknownName } from '../../support/names.js'

/** Whether a value is a record by output name, and not an object of a registry or its configuration. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false
  const plain = Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null
  return plain && !('class_name' in value) && !('className' in value)
}

/** Picks the values of a record in the order of the outputs; names that are no outputs are an error. */
function byOutputName<T>(
  what: string,
  record: Readonly<Record<string, T>>,
  outputNames: readonly string[],
): (T | undefined)[] {
  for (const name of Object.keys(record)) {
    if (!outputNames.includes(name)) throw unknownName(`output in ${what}`, name, outputNames)
  }
  return outputNames.map((name) => record[name])
}

/** The loss of each output; null where there is none. */
export function lossesPerOutput<T>(loss: unknown, outputNames: readonly string[]): (T | null)[] {
  if (isRecord(loss)) {
    const missing = outputNames.filter((name) => !(name in loss))
    if (missing.length > 0 && Object.keys(loss).every((name) => outputNames.includes(name))) {
      throw new KeratinError(
        'ARGUMENT',
        `compile: loss has no entry for the output(s) ${missing.join(', ')}.`,
        {
          hint: 'Give null for outputs that are not trained.',
        },
      )
    }
    return byOutputName('loss', loss as Record<string, T | null>, outputNames) as (T | null)[]
  }
  if (Array.isArray(loss)) {
    if (loss.length === outputNames.length) return [...loss]
    throw argumentError('compile', `a list of ${outputNames.length}, one per output`, 'loss', loss)
  }
  return outputNames.map(() => loss as T | null)
}

/** The factor of each output's loss. */
export function lossWeightsPerOutput(
  weights: unknown,
  outputNames: readonly string[],
): (number | undefined)[] {
  if (weights === undefined || weights === null) return outputNames.map(() => undefined)
  const list =
    typeof weights === 'number'
      ? [weights]
      : isRecord(weights)
        ? byOutputName('lossWeights', weights, outputNames)
        : weights
  const valid =
    Array.isArray(list) &&
    list.length === outputNames.length &&
    list.every((w) => w === undefined || w === null || typeof w === 'number')
  if (valid) return list.map((w) => w ?? undefined)
  throw argumentError('compile', 'a number for each output, as a list or by name', 'lossWeights', weights)
}

/** The metrics of each output. With one output every nesting means the same. */
export function metricsPerOutput<T>(what: string, metrics: unknown, outputNames: readonly string[]): T[][] {
  if (metrics === undefined || metrics === null) return outputNames.map(() => [])
  if (outputNames.length === 1) {
    return [leaves(isRecord(metrics) ? byOutputName(what, metrics, outputNames) : metrics) as T[]]
  }
  if (isRecord(metrics)) return byOutputName(what, metrics, outputNames).map((m) => leaves(m) as T[])
  if (Array.isArray(metrics) && metrics.length === 0) return outputNames.map(() => [])
  if (Array.isArray(metrics) && metrics.length === outputNames.length)
    return metrics.map((m) => leaves(m) as T[])
  throw argumentError(
    'compile',
    `a list with metrics for each of the ${outputNames.length} outputs, or a record by output name`,
    what,
    metrics,
    `The outputs are ${outputNames.join(', ')}.`,
  )
}

const leaves = (value: unknown): unknown[] => [value].flat(8).filter((v) => v !== undefined && v !== null)
