import { describe, expect, it } from 'vitest'
import {
  fitWidth,
  forTerminal,
  hasColour,
  isInteractive,
  plainText,
  style,
} from '../../src/support/terminal.js'
import { visible } from '../../src/support/visible.js'

const tty = { isTTY: true, write: () => true }
const pipe = { isTTY: false, write: () => true }

describe('isInteractive and hasColour', () => {
  it.each([
    ['a terminal', tty, {}, true, true],
    ['a pipe', pipe, {}, false, false],
    ['NO_COLOR', tty, { NO_COLOR: '1' }, false, false],
    ['an empty NO_COLOR', tty, { NO_COLOR: '' }, true, true],
    ['CI', tty, { CI: 'true' }, false, false],
    ['CI=false', tty, { CI: 'false' }, true, true],
    ['a dumb terminal', tty, { TERM: 'dumb' }, false, false],
    ['FORCE_COLOR on a pipe', pipe, { FORCE_COLOR: '1' }, false, true],
    ['FORCE_COLOR=0 on a terminal', tty, { FORCE_COLOR: '0' }, true, false],
  ])('%s', (_, stream, env, interactive, colour) => {
    expect(isInteractive(stream, env)).toBe(interactive)
    expect(hasColour(stream, env)).toBe(colour)
  })
})

describe('style', () => {
  it('colours, or does not', () => {
    expect(forTerminal(style(true).red('x'))).toBe('\u001b[31mx\u001b[39m')
    expect(style(false).red('x')).toBe('x')
  })
})

describe('fitWidth', () => {
  const { green, bold } = style(true)
  it('counts only what is seen', () => {
    const text = `${green('abc')}${bold('def')}`
    expect(fitWidth(text, 6)).toBe(text)
    expect(plainText(fitWidth(text, 4))).toBe('abcd')
    expect(forTerminal(fitWidth(text, 4)).endsWith('\u001b[22m')).toBe(true)
    expect(plainText(fitWidth(text, 0))).toBe('')
  })
})

describe('forTerminal', () => {
  it('writes out what would steer a terminal, but for our own colours', () => {
    const name = 'a\u001b[31mb\u001b]0;t\u0007\r\u009b2J\u202e\u007f\n\tc'
    const shown = 'a\\u001b[31mb\\u001b]0;t\\u0007\\u000d\\u009b2J\\u202e\\u007f'
    expect(forTerminal(style(true).red(name))).toBe(`\u001b[31m${shown}\n\tc\u001b[39m`)
    expect(visible(name)).toBe(`${shown}\\n\\tc`)
    expect(forTerminal('👩‍🚀 が می‌خواهم')).toBe('👩‍🚀 が می‌خواهم')
    expect(JSON.parse(forTerminal(JSON.stringify({ name })))).toEqual({ name })
  })
})
