import { checkSum } from './checksum.js'
import { type Cursor, notPlain } from './cursor.js'

/** One message of an object header: what kind it is, and its content. */
export interface Message {
  readonly type: number
  readonly body: Cursor
}

const continuation = 0x10
// a shared message stands elsewhere
const isShared = 2

/** The messages of the object whose header is at `address`, in either version of the format. */
export function messagesAt(file: Cursor, address: number): Message[] {
  const header = file.piece(address)
  return header.bytes[0] === 1 ? firstVersion(file, header) : secondVersion(file, header)
}

function firstVersion(file: Cursor, header: Cursor): Message[] {
  header.expect(1, 'an object header of another version').skip(1)
  const count = header.u16()
  header.skip(4)
  const size = header.u32()
  header.skip(4)
  const found: Message[] = []
  const blocks = [header.piece(header.at, size)]
  let seen = 0
  for (let block = blocks.shift(); block; block = blocks.shift()) {
    while (block.left >= 8 && seen < count) {
      seen++
      const type = block.u16()
      const length = block.u16()
      if (block.u8() & isShared) notPlain('a shared message')
      block.skip(3)
      const body = block.piece(block.skip(length), length)
      if (type === continuation) blocks.push(continued(file, body))
      else found.push({ type, body })
    }
  }
  return found
}

function continued(file: Cursor, body: Cursor): Cursor {
  return file.piece(body.u64(), body.u64())
}

function secondVersion(file: Cursor, header: Cursor): Message[] {
  header.signature('OHDR').expect(2, 'an object header of another version')
  const flags = header.u8()
  if (flags & 0x20) header.skip(16)
  if (flags & 0x10) header.skip(4)
  const size = header.uint(1 << (flags & 3))
  const total = header.at + size + 4
  checkSum(header, total)
  const found: Message[] = []
  const blocks = [header.piece(header.at, size)]
  for (let block = blocks.shift(); block; block = blocks.shift()) {
    while (block.left >= 4 + (flags & 4 ? 2 : 0)) {
      const type = block.u8()
      const length = block.u16()
      if (block.u8() & isShared) notPlain('a shared message')
      if (flags & 4) block.skip(2)
      const body = block.piece(block.skip(length), length)
      if (type !== continuation) {
        found.push({ type, body })
        continue
      }
      const next = continued(file, body).signature('OCHK')
      checkSum(next, next.bytes.length)
      blocks.push(next.piece(4, next.bytes.length - 8))
    }
  }
  return found
}
