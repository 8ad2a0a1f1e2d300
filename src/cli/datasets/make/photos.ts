import { join } from 'node:path'
import { saveImage } from '../../../data/images/save-image.js'
import { tf } from '../../../engine/index.js'
import { makeFolders } from '../../../support/make-folders.js'
import { RandomStream } from '../../../support/random.js'

const side = 96
const kinds = ['cat', 'dog'] as const

/**
 * Draws faces of cats, whose ears stand and point up, and of dogs, whose ears hang, in any colours and places: as files
 * named `cat.1.jpg`, or in a folder for each kind.
 */
export async function makePhotos(
  folder: string,
  count: number,
  seed: number,
  { inFolders, first = 1 }: { inFolders: boolean; first?: number },
): Promise<void> {
  const random = new RandomStream(seed)
  for (const kind of kinds) makeFolders(inFolders ? join(folder, kind) : folder)
  for (let i = 0; i < count; i++) {
    const kind = kinds[i % 2]!
    const number = first + Math.floor(i / 2)
    const name = inFolders ? join(kind, `${number}.jpg`) : `${kind}.${number}.jpg`
    const image = tf.tensor3d(draw(kind, random), [side, side, 3])
    try {
      await saveImage(join(folder, name), image, { scale: false })
    } finally {
      image.dispose()
    }
  }
}

type Shape = (x: number, y: number) => boolean

function draw(kind: (typeof kinds)[number], random: RandomStream): Float32Array {
  const between = (a: number, b: number) => a + (b - a) * random.next()
  const colour = () => [between(30, 225), between(30, 225), between(30, 225)]
  const [ground, fur, ear] = [colour(), colour(), colour()]
  const [cx, cy, r] = [between(38, 58), between(44, 60), between(20, 27)]
  const noise = between(4, 14)
  const circle =
    (x0: number, y0: number, rx: number, ry: number): Shape =>
    (x, y) =>
      ((x - x0) / rx) ** 2 + ((y - y0) / ry) ** 2 < 1
  const stands =
    (x0: number): Shape =>
    (x, y) => {
      const height = (cy - 0.5 * r - y) / (1.2 * r)
      return height > 0 && height < 1 && Math.abs(x - x0) < 0.45 * r * (1 - height)
    }
  const ears: Shape[] = [-1, 1].map((s) =>
    kind === 'cat' ? stands(cx + s * 0.6 * r) : circle(cx + s * 1.05 * r, cy + 0.35 * r, 0.32 * r, 0.85 * r),
  )
  const [head, eyes] = [
    circle(cx, cy, r, r),
    [-1, 1].map((s) => circle(cx + s * 0.4 * r, cy - 0.1 * r, 3, 3)),
  ]
  const pixels = new Float32Array(side * side * 3)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const isEye = eyes.some((eye) => eye(x, y))
      const paint = isEye ? [15, 15, 15] : ears.some((e) => e(x, y)) ? ear : head(x, y) ? fur : ground
      for (let c = 0; c < 3; c++)
        pixels[(y * side + x) * 3 + c] = Math.min(255, Math.max(0, paint[c]! + noise * random.normal()))
    }
  }
  return pixels
}
