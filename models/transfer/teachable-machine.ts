import { dirname, join } from 'node:path'
import { readFileBytes } from '../../src/support/read-file.js'
import type { ImagePreparation } from '../preparation.js'

/**
 * What the `metadata.json` beside a model of Teachable Machine says: it takes the middle square of a photo, from -1
 * to 1. Undefined where there is none.
 */
export async function teachablePreparation(path: string): Promise<ImagePreparation | undefined> {
  for (const folder of [path, dirname(path)]) {
    const bytes = await readFileBytes(join(folder, 'metadata.json'), 'json').catch(() => undefined)
    const size = bytes && imageSizeIn(Buffer.from(bytes).toString('utf8'))
    if (size !== undefined) {
      return { kind: 'image', shape: [size, size, 3], rescale: 1 / 127.5, offset: -1, crop: true }
    }
  }
  return undefined
}

function imageSizeIn(text: string): number | undefined {
  try {
    const { packageName, imageSize } = JSON.parse(text) as Record<string, unknown>
    const isTeachable = packageName === '@teachablemachine/image'
    return isTeachable && Number.isInteger(imageSize) ? (imageSize as number) : undefined
  } catch {
    return undefined
  }
}
