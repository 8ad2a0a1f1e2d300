import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A number in a file of events: its tag, its step, its value. */
export type Scalar = readonly [tag: string, step: number, value: number]

/** The numbers in the files of events of a folder, in the order of their names, as TensorBoard reads them. */
export function readEvents(folder: string): Scalar[] {
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  return names.flatMap((name) => recordsOf(readFileSync(join(folder, name))).flatMap(scalarsOf))
}

/** What is in records; one that was cut off ends the file. */
function recordsOf(file: Buffer): Buffer[] {
  const records: Buffer[] = []
  for (let at = 0; at + 16 <= file.length; ) {
    const length = Number(file.readBigUInt64LE(at))
    if (at + 16 + length > file.length) break
    records.push(file.subarray(at + 12, at + 12 + length))
    at += 16 + length
  }
  return records
}

function scalarsOf(event: Buffer): Scalar[] {
  const fields = fieldsOf(event)
  const step = Number(fields.find(([number]) => number === 2)?.[1] ?? 0)
  return fields
    .filter(([number]) => number === 5)
    .flatMap(([, summary]) => fieldsOf(summary as Buffer))
    .map(([, value]) => {
      const parts = new Map(fieldsOf(value as Buffer))
      return [String(parts.get(1)), step, (parts.get(2) as Buffer).readFloatLE()]
    })
}

function fieldsOf(message: Buffer): [number, number | Buffer][] {
  const fields: [number, number | Buffer][] = []
  let at = 0
  const varint = () => {
    let value = 0
    for (let shift = 1; ; shift *= 128) {
      const byte = message[at++]!
      value += (byte & 127) * shift
      if (byte < 128) return value
    }
  }
  while (at < message.length) {
    const key = varint()
    const kind = key & 7
    const length = kind === 0 ? 0 : kind === 1 ? 8 : kind === 5 ? 4 : varint()
    fields.push([key >>> 3, kind === 0 ? varint() : message.subarray(at, at + length)])
    at += length
  }
  return fields
}
