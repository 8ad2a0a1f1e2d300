import { type Cursor, notPlain } from './cursor.js'

/** The bytes of a text of any length: its element names the heap and the number of the object in it. */
export function heapText(file: Cursor, element: Cursor): Uint8Array {
  const length = element.u32()
  const address = element.address()
  const number = element.u32()
  if (length === 0 || address === undefined || address === 0) return new Uint8Array(0)
  const heap = file.piece(address).signature('GCOL').expect(1, 'a heap of another version')
  heap.skip(3)
  const collection = file.piece(address, heap.u64())
  collection.skip(16)
  while (collection.left >= 16) {
    const index = collection.u16()
    collection.skip(6)
    const size = collection.u64()
    // the rest is free
    if (index === 0) break
    if (index === number)
      return length <= size ? collection.take(length) : notPlain('a text beyond its object')
    collection.skip(Math.min(Math.ceil(size / 8) * 8, collection.left))
  }
  return notPlain('a text that is not in its heap')
}
