import { formatBytes, formatDuration, formatNumber } from '../../support/format.js'
import { textWidth } from '../../support/text-width.js'
import type { RunEpoch } from '../model/run-history.js'
import { columns } from './columns.js'
import { bestOf, dayAndTime } from './list.js'
import type { RunFacts } from './read-run.js'

/** One run: what it is, its settings, its model, and its results by epoch, in lines of that width. */
export function showRun(
  facts: RunFacts,
  settings: Readonly<Record<string, unknown>>,
  epochs: readonly RunEpoch[],
  summary: string | undefined,
  width = Number.POSITIVE_INFINITY,
): string {
  const { run, recipe, state, began, seconds, bytes, leftovers } = facts
  const about = [
    ['recipe', recipe],
    ['state', state],
    ['began', dayAndTime(began)],
    ['epochs', `${facts.epochs.done} of ${facts.epochs.planned}`],
    ['best', bestOf(facts)],
    ...(seconds === undefined ? [] : [['took', formatDuration(seconds)]]),
    ['size', formatBytes(bytes)],
    ...(leftovers.length > 0 ? [['left half written', leftovers.join(', ')]] : []),
  ]
  const given = Object.entries(settings)
    .filter(([name]) => name !== 'recipe')
    .map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)])
  const parts = [
    `${run}\n${columns(about)}`,
    ...(given.length > 0 ? [`settings\n${columns(given)}`] : []),
    ...(summary ? [summary.trimEnd()] : []),
    ...(epochs.length > 0 ? epochTables(epochs, facts.best?.epoch, width) : []),
  ]
  return parts.join('\n\n')
}

/** The results by epoch, with a small curve of each over all of them; as many tables as it takes for the width. */
function epochTables(epochs: readonly RunEpoch[], best: number | undefined, width: number): string[] {
  const names = [...new Set(epochs.flatMap((epoch) => Object.keys(epoch)))].filter(
    (name) => name !== 'epoch' && name !== 'seconds',
  )
  const tables: string[] = []
  for (let first = 0; first < names.length; ) {
    let count = names.length - first
    const table = () => epochTable(epochs, names.slice(first, first + count), best)
    while (
      count > 1 &&
      table()
        .split('\n')
        .some((line) => textWidth(line) > width)
    )
      count--
    tables.push(table())
    first += count
  }
  return tables
}

function epochTable(epochs: readonly RunEpoch[], names: readonly string[], best: number | undefined): string {
  const words = (value: number | null | undefined) => (typeof value === 'number' ? formatNumber(value) : '-')
  const shown = epochs.length <= 12 ? epochs : [...epochs.slice(0, 3), undefined, ...epochs.slice(-6)]
  const rows = shown.map((epoch) =>
    epoch
      ? [`${epoch.epoch}${epoch.epoch === best ? ' *' : ''}`, ...names.map((name) => words(epoch[name]))]
      : ['...', ...names.map(() => '')],
  )
  const curves = ['', ...names.map((name) => sparkline(epochs.map((epoch) => epoch[name] ?? null)))]
  return columns(
    [['epoch', ...names], ...rows, ...(epochs.length > 1 ? [curves] : [])],
    names.map((_, i) => i + 1),
  )
}

const bars = '▁▂▃▄▅▆▇█'

/** Values as bars of different heights, at most 24 of them; a gap where one is not finite. */
export function sparkline(values: readonly (number | null)[]): string {
  const wide = 24
  const some =
    values.length <= wide
      ? values
      : Array.from({ length: wide }, (_, i) => values[Math.round((i * (values.length - 1)) / (wide - 1))]!)
  const finite = some.filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
  const [least, greatest] = [Math.min(...finite), Math.max(...finite)]
  return some
    .map((value) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) return ' '
      const share = greatest > least ? (value - least) / (greatest - least) : 0
      return bars[Math.round(share * (bars.length - 1))]
    })
    .join('')
}
