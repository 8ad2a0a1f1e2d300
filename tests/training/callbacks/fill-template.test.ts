import { expect, it } from 'vitest'
import { fillTemplate } from '../../../src/training/callbacks/fill-template.js'

const values = { epoch: 3, val_loss: 0.12345, val_accuracy: 0.5, big: 12345.678 }

// expected: Python's '...'.format(**values)
it.each([
  ['{epoch}.keras', '3.keras'],
  ['{epoch:02d}-{val_loss:.2f}.keras', '03-0.12.keras'],
  ['{epoch:4d}', '   3'],
  ['{epoch:04d}', '0003'],
  ['{val_loss:.4f}', '0.1235'],
  ['{val_loss:.2e}', '1.23e-01'],
  ['{val_accuracy:.1%}', '50.0%'],
  ['{val_loss:f}', '0.123450'],
  ['{val_loss:08.3f}', '0000.123'],
  ['{big:.3g}', '1.23e+04'],
  ['{val_loss:.3g}', '0.123'],
  ['{{epoch}}', '{epoch}'],
  ['plain', 'plain'],
])('%s → %s', (template, expected) => {
  expect(fillTemplate(template, values, 'test')).toBe(expected)
})

it('answers an unknown name with the nearest, and refuses other formats', () => {
  expect(() => fillTemplate('{val_los:.2f}', values, 'test')).toThrow('Did you mean "val_loss"?')
  expect(() => fillTemplate('{epoch:x}', values, 'test')).toThrow('format="x"')
})
