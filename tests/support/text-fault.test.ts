import fc from 'fast-check'
import { expect, it } from 'vitest'
import { faultIn, type UnicodeEncoding } from '../../src/support/text-fault.js'

/** Whether bytes are text, by the decoder of the platform; a zero is none here. */
function isText(bytes: Uint8Array, encoding: UnicodeEncoding): boolean {
  try {
    return !new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes).includes('\0')
  } catch {
    return false
  }
}

/** Bytes that are often those of letters, and often not. */
const bytes = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }).map((text) => [...Buffer.from(text)]),
      fc.string({ unit: 'binary', maxLength: 3 }).map((text) => [...Buffer.from(text, 'utf16le')]),
      fc.array(fc.constantFrom(0, 0x61, 0x80, 0xbf, 0xc2, 0xd8, 0xdc, 0xe0, 0xed, 0xf0, 0xf4), {
        maxLength: 4,
      }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => Uint8Array.from(parts.flat()))

it.each<UnicodeEncoding>(['utf-8', 'utf-16le', 'utf-16be'])(
  'the place where bytes stop being %s is that of the decoder',
  (encoding) => {
    fc.assert(
      fc.property(bytes, (given) => {
        const at = faultIn(given, encoding)
        expect(at === given.length).toBe(isText(given, encoding))
        // all before it is text, and what begins there is none, however it goes on
        expect(isText(given.subarray(0, at), encoding)).toBe(true)
        for (let end = at + 1; end <= given.length; end++)
          expect(isText(given.subarray(at, end), encoding) && at < given.length).toBe(false)
      }),
      { numRuns: 2000 },
    )
  },
)
