import { describe, expect, it } from 'vitest'
import { fitWidth, hasColour, isInteractive, plainText, style } from '../../src/support/terminal.js'

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
    expect(style(true).red('x')).toBe('\u001b[31mx\u001b[39m')
    expect(style(false).red('x')).toBe('x')
  })
})

describe('fitWidth', () => {
  const { green, bold } = style(true)
  it('counts only what is seen', () => {
    const text = `${green('abc')}${bold('def')}`
    expect(fitWidth(text, 6)).toBe(text)
    expect(plainText(fitWidth(text, 4))).toBe('abcd')
    expect(fitWidth(text, 4).endsWith('\u001b[22m')).toBe(true)
    expect(plainText(fitWidth(text, 0))).toBe('')
  })
})
