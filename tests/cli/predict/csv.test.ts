import { expect, test } from 'vitest'
import { predictionsAsCsv } from '../../../src/cli/predict/csv.js'

test('predictions as a table: what holds commas, quotes and lines is quoted', () => {
  const classes = [
    { label: 'good', probability: 0.9639999866485596 },
    { label: 'so, so', probability: 0.036 },
  ]
  const first = { ...classes[0]!, classes }
  expect(
    predictionsAsCsv([
      { file: 'a,b.png', ...first },
      { file: 'table.csv', row: 2, text: 'of the row', ...first },
      { file: 'c.png', label: null, probability: 0.4, classes: [] },
      { text: 'she said "no"\nand left', ...first },
    ]),
  ).toBe(
    [
      'file,row,text,label,probability,rank',
      '"a,b.png",,,good,0.964,1',
      '"a,b.png",,,"so, so",0.036,2',
      'table.csv,2,,good,0.964,1',
      'table.csv,2,,"so, so",0.036,2',
      'c.png,,,,0.4,',
      ',,"she said ""no""\nand left",good,0.964,1',
      ',,"she said ""no""\nand left","so, so",0.036,2',
    ].join('\n'),
  )
})
