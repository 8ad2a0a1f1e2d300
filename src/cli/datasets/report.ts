import type { ImageReport, Spread } from '../../data/images/verify-images.js'
import { formatBytes } from '../../support/format.js'

/** The findings for people. */
export function showImageReport(report: ImageReport): string {
  const { images, bytes, parts, width, height } = report
  const range = ({ min, median, max }: Spread) => `${min} to ${max}, half of them up to ${median}`
  const lines = [
    `${report.folder}: ${images} images, ${formatBytes(bytes)}`,
    ...parts.map(({ part, classes }) => {
      const counts = Object.entries(classes).map(([name, n]) => `${name || '(no class)'} ${n}`)
      return `${(part || 'classes').padEnd(10)} ${counts.join(', ')}`
    }),
    ...(width.max > 0
      ? [`${'width'.padEnd(10)} ${range(width)}`, `${'height'.padEnd(10)} ${range(height)}`]
      : []),
    ...section(
      'cannot be read',
      report.unreadable.map(({ file, reason }) => `${file}: ${reason}`),
    ),
    ...section('the same content', report.duplicates.map(joined)),
    ...section('look alike', report.nearDuplicates.map(joined)),
    ...section('in more than one part', report.leaks.map(joined)),
  ]
  return lines.join('\n')
}

const joined = (files: readonly string[]): string => files.join(' = ')

const section = (title: string, lines: readonly string[]): string[] => [
  '',
  `${title}: ${lines.length || 'none'}`,
  ...lines.map((line) => `  ${line}`),
]
