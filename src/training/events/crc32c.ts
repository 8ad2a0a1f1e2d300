/** The table of CRC-32C (Castagnoli), whose polynomial is 0x82f63b78 with its bits turned around. */
const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0x82f63b78 : c >>> 1
  return c
})

/** The checksum of records of TensorFlow: CRC-32C, turned and shifted, as a file may hold the checksum of a checksum. */
export function maskedCrc32c(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const byte of bytes) c = table[(c ^ byte) & 255]! ^ (c >>> 8)
  const crc = ~c >>> 0
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}
