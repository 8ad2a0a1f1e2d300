import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

/** Writes small pictures of two classes that a network can tell apart: warm with stripes, cold without. */
export async function writePhotos(folder: string, count: number, { inFolders = true } = {}): Promise<void> {
  for (const [k, name] of ['cold', 'warm'].entries()) {
    if (inFolders) await mkdir(join(folder, name), { recursive: true })
    else await mkdir(folder, { recursive: true })
    for (let i = 0; i < count; i++) {
      const [width, height] = [24 + (i % 5), 20 + (i % 3)]
      const pixels = Uint8Array.from({ length: width * height * 3 }, (_, p) => {
        const x = Math.floor(p / 3) % width
        const channel = p % 3
        const base = k === 0 ? [40, 60, 180][channel]! : [190, 80, 40][channel]!
        return base + (k === 1 && (x + i) % 4 < 2 ? 40 : 0) + ((p * 7919 + i * 31) % 17)
      })
      const image = sharp(pixels, { raw: { width, height, channels: 3 } }).png()
      await image.toFile(join(folder, inFolders ? `${name}/${i}.png` : `${name}.${i}.png`))
    }
  }
}
