import { type Cursor, notPlain, textOf } from './cursor.js'
import { elementCount, readShape } from './dataspace.js'
import { readType } from './datatype.js'
import { heapText } from './global-heap.js'

/** An attribute: its texts, or none if it holds something else. */
export interface Attribute {
  readonly name: string
  readonly texts: readonly string[]
}

const text = 3
const mostTextBytes = 256 * 1024 * 1024

/** The attribute message, in any of its versions. */
export function readAttribute(file: Cursor, body: Cursor): Attribute {
  const version = body.u8()
  if (version < 1 || version > 3) notPlain('an attribute of another version')
  // a datatype or dataspace that stands elsewhere
  if (body.u8() !== 0) notPlain('an attribute with a shared type')
  const sizes = [body.u16(), body.u16(), body.u16()]
  if (version === 3) body.skip(1)
  const [name, type, space] = sizes.map((size) => {
    const start = body.skip(version === 1 ? Math.ceil(size / 8) * 8 : size)
    return body.piece(start, size)
  }) as [Cursor, Cursor, Cursor]
  const shape = readShape(space)
  return { name: textOf(name.bytes), texts: textsOf(file, body, readType(type), elementCount(shape)) }
}

function textsOf(file: Cursor, body: Cursor, type: ReturnType<typeof readType>, count: number): string[] {
  if (type.type !== text || count === 0) return []
  if (type.size * count > body.left || type.size * count > mostTextBytes) notPlain('texts beyond the end')
  let read = 0
  return Array.from({ length: count }, () => {
    const element = body.piece(body.skip(type.size), type.size)
    const found = type.vlen ? heapText(file, element) : element.bytes
    read += found.length
    if (read > mostTextBytes) notPlain('too much text')
    return textOf(found)
  })
}
