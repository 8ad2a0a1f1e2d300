import { type Cursor, notPlain } from './cursor.js'

/** A member of a group: its name and the address of its header. */
export type Link = readonly [name: string, address: number]

/** The members of a group of the old kind: a B-tree of names, which stand in a heap. */
export function symbolTableLinks(file: Cursor, body: Cursor): Link[] {
  const tree = body.u64()
  const heap = file.piece(body.u64()).signature('HEAP').expect(0, 'a heap of another version')
  heap.skip(3)
  const size = heap.u64()
  heap.skip(8)
  const names = file.piece(heap.u64(), size)
  const seen = new Set<number>()
  const links: Link[] = []
  const walk = (address: number, above: number): void => {
    if (seen.has(address)) notPlain('a tree that runs in circles')
    seen.add(address)
    const node = file.piece(address).signature('TREE').expect(0, 'a tree of another kind')
    const level = node.u8()
    if (level >= above) notPlain('a tree that does not get lower')
    const count = node.u16()
    node.skip(16)
    for (let i = 0; i < count; i++) {
      node.skip(8)
      const child = node.u64()
      if (level > 0) walk(child, level)
      else links.push(...symbols(file, child, names))
    }
  }
  walk(tree, 256)
  return links
}

function symbols(file: Cursor, address: number, names: Cursor): Link[] {
  const node = file.piece(address).signature('SNOD').expect(1, 'symbols of another version')
  node.skip(1)
  return Array.from({ length: node.u16() }, () => {
    const name = names.piece(node.u64()).textToZero()
    const header = node.u64()
    // 2 is a soft link: it names another object
    if (node.u32() > 1) notPlain('a soft link')
    node.skip(20)
    return [name, header] as const
  })
}
