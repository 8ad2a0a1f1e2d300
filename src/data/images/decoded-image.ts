/** An image in memory, row by row. */
export interface DecodedImage {
  /** `width * height * channels` bytes. */
  data: Uint8Array
  width: number
  height: number
  /** 1 grey, 2 grey and alpha, 3 red, green, blue, 4 the same and alpha. */
  channels: number
  /** The file, or `the image`. */
  name: string
  /** Gives the memory of `data` back to be used for other images; to be called when nobody needs it any more. */
  release?: () => void
}
