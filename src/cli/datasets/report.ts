import type { TextReport } from '../../../datasets/texts/verify-texts.js'
import type { ImageReport, Spread } from '../../data/images/image-report.js'
import { formatBytes } from '../../support/format.js'
import { visible } from '../../support/visible.js'

/** The findings for people. */
export function showImageReport(report: ImageReport): string {
  const { images, bytes, parts, width, height } = report
  const range = ({ min, median, max }: Spread) => `${min} to ${max}, half of them up to ${median}`
  const lines = [
    `${report.folder}: ${images} images, ${formatBytes(bytes)}`,
    ...parts.map(showPart),
    ...(width.max > 0
      ? [`${'width'.padEnd(10)} ${range(width)}`, `${'height'.padEnd(10)} ${range(height)}`]
      : []),
    ...section(
      'cannot be read',
      report.unreadable.map(({ file, reason }) => `${visible(file)}: ${reason}`),
    ),
    ...section('tiny', report.tiny.map(visible)),
    ...section('the same content', report.duplicates.map(joined)),
    ...section('look alike', report.nearDuplicates.map(joined)),
    ...section('in more than one part', report.leaks.map(joined)),
  ]
  return lines.join('\n')
}

/** The findings in texts for people. */
export function showTextReport(report: TextReport, data: string): string {
  const { texts, parts, length } = report
  return [
    `${data}: ${texts} texts`,
    ...parts.map(showPart),
    `${'letters'.padEnd(10)} ${length.min} to ${length.max}, half of them up to ${length.median}`,
    ...section('empty', report.empty.map(visible)),
    ...section('the same text', report.duplicates.map(joined)),
    ...section('the same text in more than one class', report.contradictions.map(joined)),
    ...section('in more than one part', report.leaks.map(joined)),
  ].join('\n')
}

function showPart({ part, classes }: TextReport['parts'][number]): string {
  const counts = Object.entries(classes).map(([name, n]) => `${visible(name) || '(no class)'} ${n}`)
  return `${(part || 'classes').padEnd(10)} ${counts.join(', ')}`
}

const joined = (files: readonly string[]): string => files.map(visible).join(' = ')

const section = (title: string, lines: readonly string[]): string[] => [
  '',
  `${title}: ${lines.length || 'none'}`,
  ...lines.map((line) => `  ${line}`),
]
