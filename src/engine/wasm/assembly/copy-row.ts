/** Bytes from which on memory.copy is faster than a loop of vectors, though it is a call into the machine. */
const LONG: usize = 512

/** Copies a row of whole words; rows do not overlap. */
// @ts-ignore: decorator
@inline export function copyRow(to: usize, from: usize, bytes: usize): void {
  if (bytes >= LONG) {
    memory.copy(to, from, bytes)
    return
  }
  let j: usize = 0
  for (; j + 16 <= bytes; j += 16) v128.store(to + j, v128.load(from + j))
  for (; j < bytes; j += 4) store<i32>(to + j, load<i32>(from + j))
}
