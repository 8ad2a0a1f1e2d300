import { formatDuration, formatNumber } from '../../support/format.js'
import { columns } from './columns.js'
import type { RunFacts } from './read-run.js'

/** A run with its settings. */
export interface ComparedRun {
  facts: RunFacts
  settings: Readonly<Record<string, unknown>>
}

/** What differs between runs, and how each does. */
export interface Comparison {
  runs: readonly string[]
  /** Settings that are not the same in all: the value of each run, null where it has none. */
  settings: Readonly<Record<string, readonly unknown[]>>
  /** Results of the best epoch and of the test: the value of each run, null where it has none. */
  results: Readonly<Record<string, readonly (number | null)[]>>
}

/** Compares runs. */
export function compareRuns(runs: readonly ComparedRun[]): Comparison {
  const names = [...new Set(runs.flatMap(({ settings }) => Object.keys(settings)))]
  const differing = names
    .map((name) => [name, runs.map(({ settings }) => settings[name] ?? null)] as const)
    .filter(([, values]) => values.some((value) => JSON.stringify(value) !== JSON.stringify(values[0])))
  const results = runs.map(({ facts }) => resultsOf(facts))
  const all = [...new Set(results.flatMap((result) => Object.keys(result)))]
  return {
    runs: runs.map(({ facts }) => facts.run),
    settings: Object.fromEntries(differing),
    results: Object.fromEntries(all.map((name) => [name, results.map((result) => result[name] ?? null)])),
  }
}

/** Results of the best epoch, of the test, and what it took. */
function resultsOf({ best, test = {}, seconds, epochs }: RunFacts): Record<string, number | null> {
  const { epoch = null, seconds: _, ...values } = (best ?? {}) as Record<string, number | null>
  return {
    ...values,
    ...Object.fromEntries(Object.entries(test).map(([name, value]) => [`test ${name}`, value])),
    'best epoch': epoch,
    epochs: epochs.done,
    seconds: seconds ?? null,
  }
}

/** The comparison as tables, a column for each run. */
export function showComparison({ runs, settings, results }: Comparison): string {
  const right = runs.map((_, i) => i + 1)
  const rows = (values: Comparison['settings'], words: (value: unknown, name: string) => string) =>
    Object.entries(values).map(([name, list]) => [name, ...list.map((value) => words(value, name))])
  const same = Object.keys(settings).length === 0
  const settingRows = same ? [['the settings are the same']] : rows(settings, wordsOf)
  return columns(
    [
      ['', ...runs],
      ...settingRows.map((row) => [...row, ...Array<string>(Math.max(0, runs.length + 1 - row.length)).fill('')]),
      Array<string>(runs.length + 1).fill(''),
      ...rows(results, resultWords),
    ],
    right,
  )
}

const wordsOf = (value: unknown): string => {
  if (value === null) return '-'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function resultWords(value: unknown, name: string): string {
  if (typeof value !== 'number') return '-'
  if (name === 'seconds') return formatDuration(value)
  return name === 'epochs' || name === 'best epoch' ? String(value) : formatNumber(value)
}
