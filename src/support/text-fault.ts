/** The encodings that texts tell by themselves. */
export type UnicodeEncoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/** An encoding that texts are read in, by the name that TextDecoder has for it. */
export type Encoding = UnicodeEncoding | (string & {})

export const isUnicode = (encoding: Encoding): encoding is UnicodeEncoding =>
  ['utf-8', 'utf-16le', 'utf-16be'].includes(encoding)

/** Where bytes stop being text: how many are before it. */
export const faultIn = (bytes: Uint8Array, encoding: UnicodeEncoding): number =>
  encoding === 'utf-8' ? faultInUtf8(bytes) : faultInUtf16(bytes, encoding)

/**
 * The first sequence that is not UTF-8, by the table of well-formed ones (Unicode 15, table 3-7), or a zero, which no
 * text has; the length if there is none.
 */
function faultInUtf8(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at]!
    if (first === 0) return at
    if (first < 0x80) {
      at++
      continue
    }
    const more = first < 0xc2 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0
    if (more === 0) return at
    const second = bytes[at + 1] ?? 0
    const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
    const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
    if (second < least || second > most) return at
    for (let i = 2; i <= more; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return at
    at += more + 1
  }
  return bytes.length
}

/** The first half of a pair without the other half, a zero, or a byte too many at the end. */
function faultInUtf16(bytes: Uint8Array, encoding: UnicodeEncoding): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isLittle = encoding === 'utf-16le'
  const unit = (at: number) => (at + 2 <= bytes.length ? view.getUint16(at, isLittle) : 0)
  for (let at = 0; at < bytes.length; at += 2) {
    const first = unit(at)
    if (first === 0 || (first >= 0xdc00 && first < 0xe000)) return at
    if (first < 0xd800 || first >= 0xe000) continue
    if (unit(at + 2) < 0xdc00 || unit(at + 2) >= 0xe000) return at
    at += 2
  }
  return bytes.length
}
