import { maskedCrc32c } from './crc32c.js'

/** Something that is written into a file of events: what a file begins with, or a number. */
export type Event = { readonly fileVersion: string } | { readonly step: number; readonly scalars: Scalars }

/** Numbers by their tags. */
export type Scalars = Readonly<Record<string, number>>

/**
 * An event as TensorBoard reads it: a message of protocol buffers (tensorflow/core/util/event.proto) in a record that tells
 * its length and checksums.
 *
 * @param seconds when it was, since 1970
 */
export function eventRecord(event: Event, seconds: number): Uint8Array {
  const message = Buffer.concat([
    field(1, float64(seconds)),
    ...('fileVersion' in event
      ? [field(3, Buffer.from(event.fileVersion))]
      : [field(2, event.step), field(5, summary(event.scalars))]),
  ])
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(message.length))
  return Buffer.concat([length, checksum(length), message, checksum(message)])
}

const summary = (scalars: Scalars): Buffer =>
  Buffer.concat(
    Object.entries(scalars).map(([tag, value]) =>
      field(1, Buffer.concat([field(1, Buffer.from(tag)), field(2, float32(value))])),
    ),
  )

interface Fixed {
  readonly fixed: Buffer
}

function float64(value: number): Fixed {
  const fixed = Buffer.alloc(8)
  fixed.writeDoubleLE(value)
  return { fixed }
}

function float32(value: number): Fixed {
  const fixed = Buffer.alloc(4)
  fixed.writeFloatLE(value)
  return { fixed }
}

/** A field of a message: a whole number, bytes with their length, or 4 or 8 bytes as they are. */
function field(number: number, value: number | Buffer | Fixed): Buffer {
  if (typeof value === 'number') return Buffer.concat([varint(number << 3), varint(value)])
  if (value instanceof Uint8Array)
    return Buffer.concat([varint((number << 3) | 2), varint(value.length), value])
  return Buffer.concat([varint((number << 3) | (value.fixed.length === 8 ? 1 : 5)), value.fixed])
}

/** A whole number that is not negative, seven bits a byte. */
function varint(value: number): Buffer {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest])
    bytes.push((rest % 128) | 128)
  }
}

function checksum(bytes: Uint8Array): Buffer {
  const written = Buffer.alloc(4)
  written.writeUInt32LE(maskedCrc32c(bytes))
  return written
}
