import type { Measured, Rates } from './measure.js'
import { median } from './median.js'
import type { Work } from './worker.js'

const shown = (value: number) => (value >= 1000 ? `${Math.round(value)}` : value.toPrecision(3))

/** How many times as fast one is as another: the median over rounds. */
function ratio(one: readonly number[] | undefined, other: readonly number[] | undefined): string {
  const ratios = (one ?? []).flatMap((rate, i) => (other?.[i] ? [rate / other[i]] : []))
  return ratios.length > 0 ? median(ratios).toFixed(2) : '-'
}

/** The share of its speed that one keeps beside a busy process. */
const share = (quiet: readonly number[] | undefined, busy: readonly number[] | undefined): string =>
  quiet?.length && busy?.length ? `${Math.round((100 * median(busy)) / median(quiet))} %` : '-'

/** What was measured of a model: samples a second, and how many times as fast `own` is. */
export function tableOf(model: string, own: string, { rates, busy, failed }: Measured): string {
  const works = Object.keys(rates) as Work[]
  const names = [...new Set(works.flatMap((work) => Object.keys(rates[work]!)))]
  const head = [
    model,
    ...works.map((work) => `${work}/s`),
    ...works.map((work) => `x ${work}`),
    ...(busy ? works.map((work) => `busy ${work}`) : []),
  ]
  const rowOf = (name: string) => {
    const of = (all: Partial<Record<Work, Rates>> | undefined, work: Work) => all?.[work]?.[name]
    return [
      name,
      ...works.map((work) => (of(rates, work)?.length ? shown(median(of(rates, work)!)) : '-')),
      ...works.map((work) => (name === own ? '' : ratio(rates[work]![own], of(rates, work)))),
      ...(busy ? works.map((work) => share(of(rates, work), of(busy, work))) : []),
    ]
  }
  const rows = [head, ...names.map(rowOf)]
  const widths = head.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)))
  const lines = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
  )
  return [
    ...lines,
    ...Object.entries(failed).map(([name, reason]) => `not measured: ${name}: ${reason}`),
  ].join('\n')
}
