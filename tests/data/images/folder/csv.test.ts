import { expect, it } from 'vitest'
import { parseCsv } from '../../../../src/data/images/folder/csv.js'

it.each([
  [
    'a,b\nc,d\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    '\ufeffa,b\r\nc,"d,e"\r\n',
    [
      ['a', 'b'],
      ['c', 'd,e'],
    ],
  ],
  [
    '"say ""no""",1\n\n"two\nlines",',
    [
      ['say "no"', '1'],
      ['two\nlines', ''],
    ],
  ],
  ['', []],
])('%j', (text, rows) => {
  expect(parseCsv(text)).toEqual(rows)
})
