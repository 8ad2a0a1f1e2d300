import { formatBytes, formatNumber } from '../../support/format.js'
import { columns } from './columns.js'
import type { RunFacts } from './read-run.js'

/** The runs as a table. */
export function showRuns(runs: readonly RunFacts[]): string {
  const rows = runs.map((run) => [
    run.run,
    run.variant === undefined ? run.recipe : `${run.recipe} ${run.variant}`,
    dayAndTime(run.began),
    run.state,
    `${run.epochs.done}/${run.epochs.planned}`,
    bestOf(run),
    formatBytes(run.bytes),
  ])
  return columns([['run', 'recipe', 'began', 'state', 'epochs', 'best', 'size'], ...rows], [4, 6])
}

/** The best result, and the epoch it is of. */
export function bestOf({ best, monitor, test }: RunFacts): string {
  const tested = test && Object.entries(test).find(([name]) => name !== 'loss')
  const parts = [
    ...(best && monitor ? [`${monitor} ${formatNumber(Number(best[monitor]))} (epoch ${best.epoch})`] : []),
    ...(tested ? [`test ${tested[0]} ${formatNumber(tested[1])}`] : []),
  ]
  return parts.join(', ') || '-'
}

/** `2026-11-27 01:05` in the time of this place. */
export function dayAndTime(iso: string): string {
  const date = new Date(iso)
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}
