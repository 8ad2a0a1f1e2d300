import { KeratinError } from '../../support/errors.js'
import { limits } from '../../support/limits.js'

/**
 * The rows of a table of values with separators (RFC 4180): quotes may hold separators, line ends and doubled quotes.
 * The separator is the one of comma, semicolon and tab that the first line has most of; a byte order mark and empty
 * lines are passed over.
 *
 * @throws KeratinError `FILE_UNREADABLE` with the line of a quote that is not closed, and for more rows than memory is for
 * @example parseCsv('text,label\n"good, really",pos\n') // [['text', 'label'], ['good, really', 'pos']]
 */
export function parseCsv(csv: string): string[][] {
  const text = csv.startsWith('\uFEFF') ? csv.slice(1) : csv
  const separator = separatorOf(text)
  const end = new RegExp(`[${separator}\r\n]`, 'g')
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  const endRow = () => {
    if (row.length > 1 || row[0] !== '') rows.push(row)
    if (rows.length > limits.tableRows) throw tooLong('rows', limits.tableRows)
    row = []
  }
  for (;;) {
    let value = ''
    if (text[at] === '"') {
      const start = at++
      for (;;) {
        const quote = text.indexOf('"', at)
        if (quote < 0) throw unclosed(text, start)
        value += text.slice(at, quote)
        at = quote + 1
        if (text[at] !== '"') break
        value += '"'
        at++
      }
    }
    end.lastIndex = at
    const next = end.exec(text)?.index ?? text.length
    row.push(value + text.slice(at, next))
    if (row.length > limits.tableColumns) throw tooLong('columns', limits.tableColumns)
    at = next + 1
    if (text[next] === separator) continue
    endRow()
    if (text[next] === '\r' && text[at] === '\n') at++
    if (at >= text.length) return rows
  }
}

function separatorOf(text: string): string {
  // names of columns take no more
  const start = text.slice(0, 1 << 16)
  const line = start.slice(0, /\r|\n|$/.exec(start)!.index).replace(/"[^"]*"/g, '')
  const counted = [',', ';', '\t'].map((s): [string, number] => [s, line.split(s).length])
  return counted.reduce((a, b) => (b[1] > a[1] ? b : a))[0]
}

function unclosed(text: string, at: number): KeratinError {
  const line = text.slice(0, at).split('\n').length
  return new KeratinError('FILE_UNREADABLE', `A quote is opened on line ${line} and never closed.`, {
    hint: 'Write quotes within a value twice.',
  })
}

const tooLong = (what: string, most: number): KeratinError =>
  new KeratinError('FILE_UNREADABLE', `The table has more than ${most} ${what}.`, {
    hint: 'Divide it, or write it as lines of JSON (.jsonl).',
  })
