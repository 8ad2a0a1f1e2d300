import { expect, test } from 'vitest'
import { pythonPattern } from '../../src/saving/project/python-pattern.js'
import { wordPatterns } from '../../src/support/word-patterns.js'

/** The pattern as JavaScript reads it: Python writes characters beyond 0xffff with a capital U. */
const back = (pattern: string, flags: string) =>
  new RegExp(
    pattern.replace(
      /\\U([0-9a-f]{8})/g,
      (_, code: string) => `\\u{${Number.parseInt(code, 16).toString(16)}}`,
    ),
    flags,
  )

const text = [
  'Don\u2019t <br /> stop 3.5 snake_case',
  'na\u00efve cafe\u0301 \u6771\u4eac \u0e44\u0e17\u0e22 \u0928\u092e\u0938\u094d\u0924\u0947',
  '\u{1F44D}\u{1F3FD} \u{1F468}\u200D\u{1F469} \u{1D7D8}\u{10FFFF} x\u00b2 \u2163 \u{E0001}',
].join('\n')

test.each(Object.entries(wordPatterns))(
  'the pattern %s finds the same without properties of Unicode',
  (_, pattern) => {
    const source = pythonPattern(pattern)
    expect(source).not.toMatch(/\\[pP]\{/)
    const flags = [...new Set(`${pattern.flags}gu`)].join('')
    expect(text.match(back(source, flags))).toEqual(text.match(new RegExp(pattern.source, flags)))
  },
)

test.each(['L', 'M', 'N', 'P', 'S'])(
  'the characters of property %s are all there, and no others',
  (property) => {
    const own = new RegExp(`^\\p{${property}}$`, 'u')
    const written = back(`^${pythonPattern(new RegExp(`\\p{${property}}`, 'u'))}$`, 'u')
    let differing = 0
    for (let code = 0; code < 0x110000; code += code < 0x3000 ? 1 : 61) {
      if (code >= 0xd800 && code < 0xe000) continue
      const character = String.fromCodePoint(code)
      if (own.test(character) !== written.test(character)) differing++
    }
    expect(differing).toBe(0)
  },
)
