/** What the files of images begin with. */
const signatures: readonly (readonly [format: string, start: RegExp])[] = [
  ['PNG', /^\x89PNG\r\n/],
  ['JPEG', /^\xff\xd8\xff/],
  ['GIF', /^GIF8[79]a/],
  ['WebP', /^RIFF[\s\S]{4}WEBP/],
  ['TIFF', /^(II\*\0|MM\0\*)/],
  ['AVIF', /^[\s\S]{4}ftypavi[fs]/],
]

/** The format of an image by its first bytes; undefined for what is none, or may be a text too. */
export function imageSignature(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  return signatures.find(([, pattern]) => pattern.test(start))?.[0]
}
