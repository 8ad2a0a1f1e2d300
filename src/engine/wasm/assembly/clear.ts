/** Zeroes memory. */
export function clearBytes(at: usize, bytes: usize): void {
  memory.fill(at, 0, bytes)
}
