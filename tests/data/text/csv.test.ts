import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCsv } from '../../../src/data/text/index.js'

describe('parseCsv', () => {
  it.each([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      '\uFEFFa;b\r\n"x;\r\ny";2',
      [
        ['a', 'b'],
        ['x;\r\ny', '2'],
      ],
    ],
    [
      'a\tb\n"he said ""no"""\t\n\n',
      [
        ['a', 'b'],
        ['he said "no"', ''],
      ],
    ],
    [
      'text,label\n"a, ""b""",1\rc,2',
      [
        ['text', 'label'],
        ['a, "b"', '1'],
        ['c', '2'],
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
  ])('of %j', (csv, rows) => {
    expect(parseCsv(csv)).toEqual(rows)
  })

  it('reads back what was written', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'a,;"\n\r é👍\t'.match(/./gsu)!), maxLength: 8 })
    const quote = (value: string) => `"${value.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
        const csv = [['one', 'two'], ...rows].map((row) => row.map(quote).join(',')).join('\n')
        expect(parseCsv(csv).slice(1)).toEqual(rows)
      }),
    )
  })

  it('tells where a quote is not closed', () => {
    expect(() => parseCsv('a,b\n1,2\n"x,3\n')).toThrow('opened on line 3')
  })
})
