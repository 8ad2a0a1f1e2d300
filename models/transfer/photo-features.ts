import type { ImageFolder } from '../../src/data/index.js'
import { tf } from '../../src/engine/index.js'
import { sha256 } from '../../src/support/crypto.js'
import { KeratinError } from '../../src/support/errors.js'
import { formatBytes, formatDuration } from '../../src/support/format.js'
import { checkedOptions } from '../../src/support/options.js'
import { Progress } from '../../src/support/progress.js'
import { readFileBytes } from '../../src/support/read-file.js'
import type { Base } from './base.js'
import { FeatureCache } from './feature-cache.js'

export interface PhotoFeaturesOptions {
  /** No progress on stderr. Default false. */
  quiet?: boolean
  /** Photos computed at a time. Default 32. */
  batchSize?: number
  signal?: AbortSignal
}

/** What a base makes of photos, and the class number of each; without those that could not be read. */
export interface PhotoFeatures {
  /** `[photos, features]` */
  x: tf.Tensor2D
  classes: Int32Array
  files: readonly string[]
}

/**
 * The features of photos: computed once for each photo and base, and kept in the cache, which says where and how
 * large it is. Photos are known by their contents.
 *
 * @param base from `openBase`
 * @param folders from `imageDatasetFromDirectory`, with the options of `base.reading`
 * @param options.quiet no progress on stderr. Default false
 * @param options.batchSize photos computed at a time. Default 32
 *
 * Output shape: `x` of each folder `[photos, features]`, in the order of its files. The caller disposes them.
 *
 * @throws KeratinError `DATA` if no photo can be read
 * @example
 * const [train] = await photoFeatures(base, [await imageDatasetFromDirectory('photos', base.reading)])
 * @see https://keras.io/guides/transfer_learning/
 */
export async function photoFeatures(
  base: Base,
  folders: readonly ImageFolder[],
  options?: PhotoFeaturesOptions,
): Promise<PhotoFeatures[]> {
  const { quiet = false, batchSize = 32, signal } = checkedOptions('photoFeatures', options)
  const dimension = base.features.outputShapes![0]!.at(-1)!
  const cache = await FeatureCache.open(keyOf(base), dimension)
  const keys = new Map<string, string>()
  for (const file of folders.flatMap(({ filePaths }) => filePaths)) {
    // what cannot be read is reported when it is decoded
    const bytes = await readFileBytes(file, 'image').catch(() => undefined)
    if (bytes) keys.set(file, sha256().update(bytes).digest('hex'))
  }
  const isMissing = (file: string) => cache.get(keys.get(file) ?? '') === undefined
  const total = folders.reduce((sum, { filePaths }) => sum + filePaths.filter(isMissing).length, 0)
  const progress = new Progress({ label: 'Features', total, unit: 'photos', speed: true, quiet })
  const began = performance.now()
  const unreadable = new Set<string>()
  let computed = 0
  try {
    for (const folder of folders) {
      const missing = [...folder.filePaths.keys()].filter((i) => isMissing(folder.filePaths[i]!))
      if (missing.length === 0) continue
      const photos = folder.select<[tf.Tensor, tf.Tensor]>(missing, { batchSize })
      const rows: Float32Array[] = []
      const compute = async () => {
        for await (const [x, y] of photos) {
          signal?.throwIfAborted()
          rows.push(...(await featuresOfBatch(base, x)))
          progress.add(x.shape[0]!)
          computed += x.shape[0]!
          tf.dispose([x, y])
        }
      }
      await compute().catch((error) => {
        // all others are known: these are no photos, as was said before
        const isNone = error instanceof KeratinError && error.code === 'DATA'
        if (!isNone || missing.length === folder.filePaths.length) throw error
      })
      const bad = new Set(photos.unreadable.map(({ file }) => file))
      const read = photos.filePaths.filter((file) => !bad.has(file))
      read.forEach((file, i) => {
        const key = keys.get(file)
        if (key) cache.set(key, rows[i]!)
      })
      for (const file of bad) unreadable.add(file)
    }
  } catch (error) {
    progress.abandon()
    throw error
  } finally {
    // what is done is not lost where the rest is given up
    await cache.save()
  }
  progress.done(toldOf(cache, computed, folders, (performance.now() - began) / 1000))
  return folders.map((folder) => rowsOf(folder, unreadable, dimension, (file) => cache.get(keys.get(file)!)!))
}

/** The base and how photos are prepared for it. */
const keyOf = ({ fingerprint, input: { shape, crop = false } }: Base): string =>
  sha256()
    .update(JSON.stringify([fingerprint, shape, crop]))
    .digest('hex')
    .slice(0, 32)

async function featuresOfBatch({ features }: Base, x: tf.Tensor): Promise<Float32Array[]> {
  const y = (await features.predict(x, { batchSize: x.shape[0]!, verbose: 0 })) as tf.Tensor
  const values = y.dataSync() as Float32Array
  const [count, dimension] = y.shape as [number, number]
  y.dispose()
  return Array.from({ length: count }, (_, i) => values.slice(i * dimension, (i + 1) * dimension))
}

function toldOf(
  cache: FeatureCache,
  computed: number,
  folders: readonly { filePaths: readonly string[] }[],
  seconds: number,
): string {
  const all = folders.reduce((sum, { filePaths }) => sum + filePaths.length, 0)
  const kept = `${cache.path} (${formatBytes(cache.bytes)})`
  if (computed === 0) return `Features of ${all} photos from ${kept}`
  const speed = `${formatDuration(seconds)}, ${Math.round(computed / seconds)} photos/s`
  const from = computed < all ? `, ${all - computed} were known` : ''
  return `Features of ${computed} photos in ${speed}${from}; kept in ${kept}`
}

function rowsOf(
  { filePaths, labels }: ImageFolder,
  unreadable: ReadonlySet<string>,
  dimension: number,
  featuresOf: (file: string) => Float32Array,
): PhotoFeatures {
  const places = [...filePaths.keys()].filter((i) => !unreadable.has(filePaths[i]!))
  const values = new Float32Array(places.length * dimension)
  places.forEach((place, i) => {
    values.set(featuresOf(filePaths[place]!), i * dimension)
  })
  return {
    x: tf.tensor2d(values, [places.length, dimension]),
    classes: Int32Array.from(places, (i) => labels![i]!),
    files: places.map((i) => filePaths[i]!),
  }
}
