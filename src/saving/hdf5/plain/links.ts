import { checkSum } from './checksum.js'
import { type Cursor, notPlain, textOf } from './cursor.js'
import { fractalHeap } from './fractal-heap.js'
import type { Link } from './symbol-table.js'

/** The link message: a member of a group of the new kind. */
export function readLink(body: Cursor): Link {
  body.expect(1, 'a link of another version')
  const flags = body.u8()
  // a soft or external link names another object
  if (flags & 8 && body.u8() !== 0) notPlain('a soft link')
  if (flags & 4) body.skip(8)
  if (flags & 16) body.skip(1)
  const name = textOf(body.take(body.uint(1 << (flags & 3))))
  return [name, body.u64()]
}

const linksByName = 5
const idBytes = 7

/** The members named by the link info message: none, or those of a group with many members. */
export function manyLinks(file: Cursor, body: Cursor): Link[] {
  body.expect(0, 'link info of another version')
  const flags = body.u8()
  if (flags & 1) body.skip(8)
  const heapAddress = body.address()
  const treeAddress = body.address()
  if (heapAddress === undefined || treeAddress === undefined) return []
  const object = fractalHeap(file, heapAddress)
  return treeRecords(file, treeAddress).map((record) => {
    record.skip(4)
    return readLink(object(record.piece(record.at, idBytes)))
  })
}

/** The records of a B-tree of the second version, in its order. */
function treeRecords(file: Cursor, address: number): Cursor[] {
  const header = file.piece(address).signature('BTHD').expect(0, 'a tree of another version')
  header.expect(linksByName, 'a tree of another kind')
  const nodeSize = header.u32()
  const recordSize = header.u16()
  const depth = header.u16()
  header.skip(2)
  const root = header.address()
  const rootCount = header.u16()
  const total = header.u64()
  checkSum(header, header.at + 4)
  if (recordSize !== 4 + idBytes || depth > 8) notPlain('a tree of another kind')
  const levels = levelSizes(nodeSize, recordSize, depth)
  const records: Cursor[] = []
  const walk = (at: number, level: number, count: number): void => {
    const node = file.piece(at, nodeSize).signature(level > 0 ? 'BTIN' : 'BTLF')
    node.expect(0, 'a node of another version').expect(linksByName, 'a node of another kind')
    const own = Array.from({ length: count }, () => node.piece(node.skip(recordSize), recordSize))
    if (level === 0) records.push(...own)
    else {
      const below = levels[level - 1]!
      for (let i = 0; i <= count; i++) {
        const child = node.u64()
        const childCount = node.uint(below.countBytes)
        if (level > 1) node.skip(below.totalBytes)
        walk(child, level - 1, childCount)
        if (i < count) records.push(own[i]!)
        if (records.length > total) notPlain('a tree with too many records')
      }
    }
    checkSum(node, node.at + 4)
  }
  if (root !== undefined) walk(root, depth, rootCount)
  return records.length === total ? records : notPlain('a tree with too few records')
}

/** How many bytes counts take that a node has of the nodes below: of their records, and of all in their subtrees. */
function levelSizes(nodeSize: number, recordSize: number, depth: number) {
  // signature, version, kind, checksum
  const overhead = 10
  const most = Math.floor((nodeSize - overhead) / recordSize)
  const levels = [{ most, all: most, countBytes: bytesFor(most), totalBytes: 0 }]
  for (let level = 1; level <= depth; level++) {
    const below = levels[level - 1]!
    const pointer = 8 + levels[0]!.countBytes + below.totalBytes
    const most = Math.floor((nodeSize - overhead - pointer) / (recordSize + pointer))
    const all = (most + 1) * below.all + most
    levels.push({ most, all, countBytes: levels[0]!.countBytes, totalBytes: bytesFor(all) })
  }
  return levels
}

const bytesFor = (limit: number): number => Math.floor(Math.log2(Math.max(limit, 1)) / 8) + 1
