import { type Attribute, readAttribute } from './attribute.js'
import { type Cursor, notPlain } from './cursor.js'
import { elementCount, readShape, type Shape } from './dataspace.js'
import { readType, type Type } from './datatype.js'
import { manyLinks, readLink } from './links.js'
import { type Message, messagesAt } from './object-header.js'
import { type Link, symbolTableLinks } from './symbol-table.js'

/** A group: its members by name. */
export interface Group {
  readonly members: ReadonlyMap<string, HdfObject>
  readonly attributes: readonly Attribute[]
}

/** A dataset whose elements lie in one piece. */
export interface Dataset {
  readonly shape: Shape
  readonly type: Type
  readonly count: number
  readonly data: Uint8Array
  readonly attributes: readonly Attribute[]
}

export type HdfObject = Group | Dataset

/** What messages of an object header are. */
const kind = {
  dataspace: 1,
  linkInfo: 2,
  datatype: 3,
  link: 6,
  layout: 8,
  attribute: 12,
  symbolTable: 17,
  attributeInfo: 21,
}
const known = new Set(Object.values(kind))
// nothing, fill values, group info, comments, times, counts of references: they change nothing that is read here
const withoutMeaning = new Set([0, 4, 5, 10, 13, 14, 18, 22])
// models lie in models, but not without end
const deepest = 100

/** Reads the objects of a file from the root on: each header once, so that nothing runs in circles. */
export function readObjects(file: Cursor, root: number): HdfObject {
  const seen = new Set<number>()
  const object = (address: number, depth: number): HdfObject => {
    if (seen.has(address) || depth > deepest) notPlain('objects that are shared or too deep')
    seen.add(address)
    const messages = messagesAt(file, address)
    if (messages.some(({ type }) => !known.has(type) && !withoutMeaning.has(type)))
      notPlain('a message of another kind')
    const found = byType(messages)
    const attributes = attributesOf(file, found)
    if (found.has(kind.layout)) return { ...dataset(file, found), attributes }
    const members = new Map<string, HdfObject>()
    for (const [name, at] of linksOf(file, found)) {
      // paths pass over what is empty or a point
      if (members.has(name) || name.includes('/') || name === '' || name === '.')
        notPlain('a name that stands twice or is a path')
      members.set(name, object(at, depth + 1))
    }
    return { members, attributes }
  }
  return object(root, 0)
}

type Found = ReadonlyMap<number, readonly Message[]>

function byType(messages: readonly Message[]): Found {
  const found = new Map<number, Message[]>()
  for (const message of messages) {
    const same = found.get(message.type)
    if (same) same.push(message)
    else found.set(message.type, [message])
  }
  return found
}

function one(found: Found, type: number): Cursor {
  const [message, ...more] = found.get(type) ?? []
  return message && more.length === 0 ? message.body : notPlain('a message that is missing or stands twice')
}

function linksOf(file: Cursor, found: Found): Link[] {
  if (found.has(kind.symbolTable)) return symbolTableLinks(file, one(found, kind.symbolTable))
  const few = (found.get(kind.link) ?? []).map(({ body }) => readLink(body))
  return [...few, ...manyLinks(file, one(found, kind.linkInfo))].sort(([a], [b]) => inOrder(a, b))
}

/** The library gives names in the order of their bytes. */
const inOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

function attributesOf(file: Cursor, found: Found): Attribute[] {
  for (const { body } of found.get(kind.attributeInfo) ?? []) {
    body.expect(0, 'attribute info of another version')
    if (body.u8() & 1) body.skip(2)
    if (body.address() !== undefined) notPlain('attributes that stand elsewhere')
  }
  const attributes = (found.get(kind.attribute) ?? []).map(({ body }) => readAttribute(file, body))
  return attributes.sort((a, b) => inOrder(a.name, b.name))
}

const compact = 0
const contiguous = 1

function dataset(file: Cursor, found: Found): Omit<Dataset, 'attributes'> {
  const shape = readShape(one(found, kind.dataspace))
  const type = readType(one(found, kind.datatype))
  const count = elementCount(shape)
  const size = count * type.size
  const layout = one(found, kind.layout)
  const version = layout.u8()
  if (version !== 3 && version !== 4) notPlain('a layout of another version')
  const place = layout.u8()
  if (place === compact) return { shape, type, count, data: layout.take(layout.u16()).subarray(0, size) }
  if (place !== contiguous) notPlain('data in chunks')
  const address = layout.address()
  const stored = layout.u64()
  if (size === 0) return { shape, type, count, data: new Uint8Array(0) }
  // data that were never written are the fill value
  if (address === undefined || stored < size) notPlain('data that are not there')
  return { shape, type, count, data: file.piece(address, size).bytes }
}
