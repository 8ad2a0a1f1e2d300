import { join } from 'node:path'
import { sha256 } from '../../support/crypto.js'
import { KeratinError } from '../../support/errors.js'
import { readFileBytes } from '../../support/read-file.js'
import { Dataset } from '../dataset.js'
import { decodeImage } from './decode.js'
import { type Fingerprint, fingerprint, looksLike } from './fingerprint.js'
import { byName, listImages } from './folder/list-images.js'
import type { UnreadableImage } from './folder/plan.js'
import { reasonOf } from './folder/reader.js'
import type { ImageReport, Spread, VerifyImagesOptions } from './image-report.js'

interface Checked {
  file: string
  bytes: number
  hash: string
  width: number
  height: number
  print: Fingerprint
}

const partNames = /^(train|training|validation|val|valid|test|testing)$/i

/** What is in a folder of images, for `verifyImages`. */
export async function lookAtImages(
  folder: string,
  { onImage, signal }: VerifyImagesOptions,
): Promise<ImageReport> {
  const files = await listImages(folder)
  if (files.length === 0) throw new KeratinError('DATA', `There are no images in ${folder}.`)
  const unreadable: UnreadableImage[] = []
  const good: Checked[] = []
  const results = Dataset.from(() => files).map((file) => check(folder, file), { parallel: 16 })
  let done = 0
  for await (const result of results) {
    signal?.throwIfAborted()
    onImage?.(++done, files.length)
    if ('reason' in result) unreadable.push(result)
    else good.push(result)
  }
  const duplicates = sameContent(good)
  const nearDuplicates = alike(good)
  const groups = [...duplicates, ...nearDuplicates]
  return {
    folder,
    images: files.length,
    parts: countClasses(files),
    width: spread(good.map(({ width }) => width)),
    height: spread(good.map(({ height }) => height)),
    bytes: good.reduce((sum, { bytes }) => sum + bytes, 0),
    unreadable,
    tiny: tinyOf(good),
    duplicates,
    nearDuplicates,
    leaks: groups.filter((group) => new Set(group.map(partOf)).size > 1),
  }
}

async function check(folder: string, file: string): Promise<Checked | UnreadableImage> {
  try {
    const path = join(folder, file)
    const bytes = await readFileBytes(path, 'image')
    const image = await decodeImage(bytes, { background: [255, 255, 255] })
    const { width, height } = image
    const hash = sha256().update(bytes).digest('hex')
    const print = fingerprint(image)
    image.release?.()
    return { file, bytes: bytes.length, hash, width, height, print }
  } catch (error) {
    if (error instanceof KeratinError && error.code.startsWith('FILE_'))
      return { file, reason: reasonOf(error) }
    throw error
  }
}

const partOf = (file: string): string => {
  const first = file.includes('/') ? file.slice(0, file.indexOf('/')) : ''
  return partNames.test(first) ? first : ''
}

function classOf(file: string): string {
  const inside = partOf(file) ? file.slice(file.indexOf('/') + 1) : file
  if (inside.includes('/')) return inside.slice(0, inside.indexOf('/'))
  return /^\p{L}+/u.exec(inside)?.[0] ?? ''
}

function countClasses(files: readonly string[]): ImageReport['parts'] {
  const parts = new Map<string, Record<string, number>>()
  for (const file of files) {
    const classes = parts.get(partOf(file)) ?? {}
    parts.set(partOf(file), classes)
    const name = classOf(file)
    classes[name] = (classes[name] ?? 0) + 1
  }
  return [...parts].map(([part, classes]) => ({ part, classes }))
}

/** Thumbnails and counting pixels that were saved with the photos. */
function tinyOf(images: readonly Checked[]): string[] {
  const sideOf = ({ width, height }: Checked) => Math.min(width, height)
  const { median } = spread(images.map(sideOf))
  return images.filter((image) => sideOf(image) < Math.min(16, median / 2)).map(({ file }) => file)
}

function sameContent(images: readonly Checked[]): string[][] {
  const groups = new Map<string, string[]>()
  for (const { hash, file } of images) groups.set(hash, [...(groups.get(hash) ?? []), file])
  return [...groups.values()].filter((group) => group.length > 1)
}

/** Groups of images of which each looks like another one; one image stands for all with the same content. */
function alike(images: readonly Checked[]): string[][] {
  const distinct = [...new Map(images.map((image) => [image.hash, image])).values()]
  const parent = [...distinct.keys()]
  const root = (i: number): number => {
    while (parent[i] !== i) {
      parent[i] = parent[parent[i]!]!
      i = parent[i]!
    }
    return i
  }
  for (let i = 0; i < distinct.length; i++) {
    for (let k = 0; k < i; k++) {
      if (looksLike(distinct[i]!.print, distinct[k]!.print)) parent[root(i)] = root(k)
    }
  }
  const groups = new Map<number, string[]>()
  distinct.forEach(({ file }, i) => {
    groups.set(root(i), [...(groups.get(root(i)) ?? []), file])
  })
  return [...groups.values()].filter((group) => group.length > 1).map((group) => group.sort(byName))
}

function spread(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort()
  return { min: sorted[0] ?? 0, median: sorted[sorted.length >> 1] ?? 0, max: sorted.at(-1) ?? 0 }
}
