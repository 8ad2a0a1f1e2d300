import { expect, test } from 'vitest'
import { fitLines } from '../../src/support/fit-lines.js'
import { forTerminal, style } from '../../src/support/terminal.js'

test('lines that fit stay as they are', () => {
  expect(fitLines('a line\n  and  another\n', 20)).toBe('a line\n  and  another\n')
})

test.each([
  ['a text', 'one two three four', 'one two\nthree four'],
  ['a text that is moved in', '  one two three', '  one two\n  three'],
  ['a list, below its second column', 'ab  one two three', 'ab  one\n    two\n    three'],
  ['a list whose first column is wide', 'a wide one  two three', 'a wide\none  two\nthree'],
  ['words that are longer', 'a thirteen-long one', 'a\nthirteen-long\none'],
  ['wide characters', '\u4e00\u4e8c\u4e09 \u56db\u4e94', '\u4e00\u4e8c\u4e09\n\u56db\u4e94'],
])('%s', (_, text, expected) => {
  expect(fitLines(text, 9 + (text.startsWith('one') ? 2 : 0))).toBe(expected)
})

test('colours take no room', () => {
  const { bold } = style(true)
  expect(forTerminal(fitLines(`${bold('one')} two three`, 8))).toBe('\u001b[1mone\u001b[22m two\nthree')
})

test.each([
  'Next: keratin train images --data made/photos',
  '│ a │ drawn table │',
  'cd project && npm install',
])('what is copied or drawn is left whole: %s', (line) => {
  expect(fitLines(line, 10)).toBe(line)
})
