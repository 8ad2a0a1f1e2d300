import { type Encoding, isUnicode } from '../../support/text-fault.js'
import { decodeBytes, encodingOf, notInEncoding, type Place } from '../../support/text-file.js'

/**
 * The bytes of a text behind its mark, those of UTF-16 and of an encoding that is named as UTF-8.
 *
 * @param where the file, for messages
 * @param place of its lines, which is set behind the mark
 * @throws KeratinError FILE_UNREADABLE with the place of what is not UTF-16
 */
export async function* inUtf8(
  pieces: AsyncIterable<Buffer>,
  where: string,
  place: Place,
  named?: Encoding,
): AsyncGenerator<Buffer> {
  let encoding: Encoding | undefined
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let rest: Buffer = Buffer.alloc(0)
  const at: Place = { byte: 0, line: 1 }
  for await (const piece of beginningWhole(pieces)) {
    let bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece
    if (!encoding) {
      const found = encodingOf(bytes, named)
      encoding = found.encoding
      bytes = bytes.subarray(found.skip)
      at.byte = found.skip
      if (encoding === 'utf-8') place.byte = found.skip
    }
    if (!isUnicode(encoding)) {
      decoder ??= new TextDecoder(encoding, { fatal: true })
      yield decodedBy(decoder, bytes, where)
      continue
    }
    const whole = encoding === 'utf-8' ? bytes.length : wholeUnits(bytes, encoding)
    rest = bytes.subarray(whole)
    yield encoding === 'utf-8' ? bytes : transcoded(bytes.subarray(0, whole), encoding, where, at)
  }
  if (rest.length > 0) yield transcoded(rest, encoding!, where, at)
  if (decoder) yield decodedBy(decoder, undefined, where)
}

/** Bytes that may end within a letter, as UTF-8; undefined at the end. */
function decodedBy(
  decoder: InstanceType<typeof TextDecoder>,
  bytes: Buffer | undefined,
  where: string,
): Buffer {
  try {
    return Buffer.from(decoder.decode(bytes, { stream: bytes !== undefined }))
  } catch {
    throw notInEncoding(bytes ?? Buffer.alloc(0), decoder.encoding, where, { byte: 0, line: 1 })
  }
}

function transcoded(bytes: Buffer, encoding: Encoding, where: string, at: Place): Buffer {
  const text = decodeBytes(bytes, encoding, where, at)
  at.byte += bytes.length
  at.line += text.split('\n').length - 1
  return Buffer.from(text)
}

/** How many bytes there are up to a letter that goes on in the next piece. */
function wholeUnits(bytes: Buffer, encoding: Encoding): number {
  const units = bytes.length & ~1
  if (units === 0) return 0
  const last = encoding === 'utf-16le' ? bytes.readUInt16LE(units - 2) : bytes.readUInt16BE(units - 2)
  return last >= 0xd800 && last < 0xdc00 ? units - 2 : units
}

/** The same pieces, the first of them long enough for a mark. */
async function* beginningWhole(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first: Buffer | undefined = Buffer.alloc(0)
  for await (const piece of pieces) {
    if (!first) {
      yield piece
      continue
    }
    first = Buffer.concat([first, piece])
    if (first.length < 3) continue
    yield first
    first = undefined
  }
  if (first && first.length > 0) yield first
}
