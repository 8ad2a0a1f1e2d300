import { describe, expect, test } from 'vitest'
import { classReports, showReport } from '../../../src/cli/evaluate/report.js'
import { meets, parseThreshold } from '../../../src/cli/evaluate/threshold.js'

describe('class reports', () => {
  // 5 of class a (4 right, 1 taken for b), 3 of b (2 right, 1 for a), none of c
  const matrix = [
    [4, 1, 0],
    [1, 2, 0],
    [0, 0, 0],
  ]

  test('precision, recall and F1', () => {
    const [a, b, c] = classReports(matrix, ['a', 'b', 'c'])
    expect(a).toMatchObject({ label: 'a', precision: 4 / 5, recall: 4 / 5, support: 5 })
    expect(a!.f1).toBeCloseTo(0.8, 12)
    expect(b).toMatchObject({ precision: 2 / 3, recall: 2 / 3, support: 3 })
    expect(c).toEqual({ label: 'c', precision: 0, recall: 0, f1: 0, support: 0 })
  })

  test('as text, in columns', () => {
    expect(showReport(classReports(matrix, ['a', 'b', 'c']), matrix)).toBe(
      [
        'class  precision     recall         f1    support',
        'a         0.8000     0.8000     0.8000          5',
        'b         0.6667     0.6667     0.6667          3',
        'c         0.0000     0.0000     0.0000          0',
        '',
        'confusion matrix: row = actual class, column = predicted class',
        '       a  b  c',
        'a      4  1  .',
        'b      1  2  .',
        'c      .  .  .',
      ].join('\n'),
    )
  })
})

describe('thresholds', () => {
  test('are a metric and its least value', () => {
    expect(parseThreshold('accuracy=0.99')).toEqual({ metric: 'accuracy', least: 0.99 })
    for (const wrong of ['accuracy', 'accuracy=', 'accuracy=high', '=1', 'accuracy>0.9']) {
      expect(() => parseThreshold(wrong)).toThrow('must be metric=value')
    }
  })

  test('are met by that value and more', () => {
    const threshold = { metric: 'accuracy', least: 0.9 }
    expect(meets(threshold, { accuracy: 0.9 })).toBe(true)
    expect(meets(threshold, { accuracy: 0.8999 })).toBe(false)
    expect(meets(threshold, { accuracy: Number.NaN })).toBe(false)
    expect(() => meets({ metric: 'acuracy', least: 1 }, { accuracy: 1, loss: 0 })).toThrow(
      'Did you mean "accuracy"?',
    )
  })
})
