import type { Module } from 'h5wasm'

type H5Module = typeof Module

interface FileNode {
  contents: Uint8Array | null
  usedBytes: number
}

/** What of the library's file system in memory is used here; its types do not name it. */
interface FileSystem {
  filesystems: { MEMFS: { expandFileStorage(node: FileNode, capacity: number): void } }
  lookupPath(path: string): { node: FileNode }
  unlink(path: string): void
}

const fileSystem = (module: H5Module) => module.FS as unknown as FileSystem

/** By itself a file in memory grows an eighth at a time, and is copied each time. The next one begins so large. */
export function expectFile(module: H5Module, bytes: number): void {
  const { MEMFS } = fileSystem(module).filesystems
  MEMFS.expandFileStorage = (node, capacity) => {
    const held = node.contents?.length ?? 0
    if (held >= capacity) return
    const grown = new Uint8Array(Math.max(capacity, bytes, held * 2))
    if (node.contents) grown.set(node.contents.subarray(0, node.usedBytes))
    node.contents = grown
  }
}

/** The bytes of a file, which is then no longer there. */
export function takeFile(module: H5Module, path: string): Uint8Array {
  const { lookupPath, unlink } = fileSystem(module)
  const { contents, usedBytes } = lookupPath(path).node
  const bytes = (contents ?? new Uint8Array(0)).subarray(0, usedBytes)
  unlink(path)
  return bytes
}
