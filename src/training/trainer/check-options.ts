import { argumentError } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'

type Check = readonly [test: (value: unknown) => boolean, expectation: string]

const integerFrom =
  (least: number) =>
  (value: unknown): boolean =>
    Number.isInteger(value) && (value as number) >= least

const count: Check = [integerFrom(1), 'a positive whole number']
const flag: Check = [(v) => typeof v === 'boolean', 'true or false']
const any: Check = [() => true, '']

const run = { batchSize: count, verbose: any, callbacks: any, signal: any }

const fit: Readonly<Record<string, Check>> = {
  ...run,
  epochs: [integerFrom(0), 'a whole number'],
  validationSplit: [(v) => typeof v === 'number' && v >= 0 && v < 1, 'at least 0 and below 1'],
  validationData: any,
  shuffle: flag,
  classWeight: any,
  sampleWeight: any,
  initialEpoch: [integerFrom(0), 'a whole number'],
  stepsPerEpoch: count,
  validationSteps: count,
  validationBatchSize: count,
  validationFreq: [
    (v) => integerFrom(1)(v) || (Array.isArray(v) && v.every(integerFrom(1))),
    'a positive whole number or a list of epochs, counted from 1',
  ],
}

const tables = {
  fit,
  evaluate: { ...run, sampleWeight: any, steps: count, returnDict: flag },
  predict: { ...run, steps: count },
  trainOnBatch: { sampleWeight: any, classWeight: any, returnDict: flag },
  testOnBatch: { sampleWeight: any, returnDict: flag },
  compile: {
    ...{ optimizer: any, loss: any, lossWeights: any, metrics: any, weightedMetrics: any },
    runEagerly: flag,
    jitCompile: [(v) => typeof v === 'boolean' || v === 'auto', 'true, false or "auto"'],
  },
} satisfies Record<string, Readonly<Record<string, Check>>>

/**
 * Checks the options of a method and returns them without those that are null or undefined.
 *
 * @throws KeratinError `UNKNOWN_NAME` for an option that does not exist; `ARGUMENT` for a value that is not possible
 */
export function checkOptions<T extends object>(
  method: keyof typeof tables,
  options: T | undefined | null,
): T {
  const table: Readonly<Record<string, Check>> = tables[method]
  const named = checkedOptions(`Model.${method}`, options ?? undefined)
  const given = Object.entries(named).filter(([, value]) => value !== null)
  for (const [name, value] of given) {
    const [isRight, expectation] = table[name] ?? any
    if (!isRight(value)) throw argumentError(method, expectation, name, value)
  }
  return Object.fromEntries(given) as T
}
