import { unknownName } from './names.js'
import type { Encoding } from './text-fault.js'

/** Those that files are usually in, for the message. */
const usual = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'latin1',
  'windows-1252',
  'shift_jis',
  'gb18030',
  'big5',
  'euc-kr',
]

/**
 * The encoding of a name, in whatever spelling: `latin1` is `windows-1252`, which has all of it and more, as everywhere on
 * the web.
 *
 * @throws KeratinError UNKNOWN_NAME with the nearest name
 */
export function encodingNamed(name: string): Encoding {
  try {
    return new TextDecoder(name).encoding
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw unknownName('encoding', name, usual)
  }
}
