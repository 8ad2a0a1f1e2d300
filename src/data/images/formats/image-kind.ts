import { isGzip } from '../../../support/unpack.js'

/** How an image is decoded: by sharp; by sharp in a process that can be stopped, as a drawing may take any time; here. */
export type ImageKind = 'pixels' | 'drawing' | 'bmp'

/** Where the image library looks for the beginning of a drawing, and more. */
const looked = 4096

/** What an image is by its first bytes. */
export function imageKind(image: Uint8Array): ImageKind {
  const start = Buffer.from(image.subarray(0, looked)).toString('latin1')
  if (start.startsWith('BM')) return 'bmp'
  // SVG may begin with anything, or be packed
  return isGzip(image) || /<svg/i.test(start) ? 'drawing' : 'pixels'
}
