import { readJpegHeader } from '../jpeg/jpeg-header.js'

const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** Whether an image is decoded row by row, so that it is never whole in memory: PNG and JPEG that are not progressive. */
export function isStreamed(file: Uint8Array): boolean {
  // the last byte of the header of a PNG
  if (png.equals(file.subarray(0, png.length))) return file[28] === 0
  return readJpegHeader(file)?.isProgressive === false
}
