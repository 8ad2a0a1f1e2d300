import { checkSum, checkSumWithin } from './checksum.js'
import { type Cursor, notPlain } from './cursor.js'

interface Block {
  /** Where the block starts among the bytes of the heap. */
  readonly start: number
  readonly bytes: Cursor
}

/** Gives an object of a fractal heap by its ID: those that lie in blocks, of a heap without filters. */
export function fractalHeap(file: Cursor, address: number): (id: Cursor) => Cursor {
  const header = file.piece(address).signature('FRHP').expect(0, 'a heap of another version')
  header.skip(2)
  if (header.u16() !== 0) notPlain('a heap with filters')
  const hasChecksums = (header.u8() & 2) !== 0
  const largest = header.u32()
  header.skip(12 * 8)
  const width = header.u16()
  const firstSize = header.u64()
  const largestBlock = header.u64()
  const offsetBits = header.u16()
  header.skip(2)
  const root = header.address()
  const rows = header.u16()
  checkSum(header, header.at + 4)
  if (root === undefined) notPlain('an empty heap')

  const offsetBytes = Math.ceil(offsetBits / 8)
  const lengthBytes = Math.min(Math.ceil(Math.log2(largestBlock) / 8), Math.floor(Math.log2(largest) / 8) + 1)
  const blockAt = (at: number, size: number): Block => {
    const bytes = file.piece(at, size).signature('FHDB').expect(0, 'a block of another version')
    bytes.skip(8)
    const start = bytes.uint(offsetBytes)
    if (hasChecksums) checkSumWithin(bytes)
    return { start, bytes }
  }
  const blocksOf = (at: number): Block[] => {
    const node = file.piece(at).signature('FHIB').expect(0, 'a block of another version')
    node.skip(8 + offsetBytes)
    const blocks: Block[] = []
    for (let row = 0; row < rows; row++) {
      const size = firstSize * 2 ** Math.max(row - 1, 0)
      if (size > largestBlock) notPlain('a heap of heaps')
      for (let column = 0; column < width; column++) {
        const child = node.address()
        if (child !== undefined) blocks.push(blockAt(child, size))
      }
    }
    checkSum(node, node.at + 4)
    return blocks
  }
  const blocks = rows === 0 ? [blockAt(root, firstSize)] : blocksOf(root)

  return (id) => {
    // managed objects are of kind 0; huge and tiny ones stand elsewhere
    if (id.u8() !== 0) notPlain('an object of another kind')
    const offset = id.uint(offsetBytes)
    const length = id.uint(lengthBytes)
    id.spend(blocks.length)
    const block = blocks.find(({ start, bytes }) => offset >= start && offset < start + bytes.bytes.length)
    return block ? block.bytes.piece(offset - block.start, length) : notPlain('an object of no block')
  }
}
