import type { Sharp as Pipeline } from 'sharp'

type Sharp = typeof import('sharp')['default']

/** How sharp decodes an image. */
export interface SharpOptions {
  /** How many pixels it may have. */
  mostPixels: number
  longestSide: number
  orient: boolean
  allowTruncated: boolean
  background?: readonly [number, number, number]
  /** What pixels are, where they are given rather than a file. */
  raw?: { width: number; height: number; channels: 3 | 4 }
}

/** Pixels of 8 bits a channel, or how large the image is that has too many. */
export type SharpResult =
  | { data: Uint8Array; width: number; height: number; channels: number }
  | { tooLarge: [width: number, height: number] }

/**
 * Decodes by sharp. The function is also sent to another process as text: it uses nothing but what it is given.
 *
 * @param image bytes, never a path: what is read has been looked at
 */
export async function decodeWith(
  sharp: Sharp,
  image: Uint8Array,
  { mostPixels, longestSide, orient, allowTruncated, background, raw }: SharpOptions,
): Promise<SharpResult> {
  const open = (limitInputPixels: number | false): Pipeline =>
    sharp(image, { limitInputPixels, failOn: allowTruncated ? 'none' : 'error', autoOrient: orient, raw })
  let pipeline = open(mostPixels)
  if (longestSide !== Number.POSITIVE_INFINITY) {
    pipeline = pipeline.resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true })
  }
  if (background) {
    const [r, g, b] = background
    pipeline = pipeline.flatten({ background: { r, g, b } })
  }
  try {
    const { data, info } = await pipeline
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    return { data, width: info.width, height: info.height, channels: info.channels }
  } catch (error) {
    if (!/exceeds pixel limit/.test((error as Error).message)) throw error
    const { width, height } = await open(false).metadata()
    return { tooLarge: [width, height] }
  }
}
