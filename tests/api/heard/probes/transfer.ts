import { mkdtempSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as keratin from 'keratin'
import { Conv2D, clearSession, Dense, GlobalAveragePooling2D, Input, Rescaling, Sequential } from 'keratin'
import { openBase, photoFeatures, transferModel } from 'keratin/models'
import sharp from 'sharp'
import { vi } from 'vitest'
import { architecture } from './applications.js'
import type { Probe } from './probe.js'
import { inFolder, outcome, told } from './training.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-heard-'))

const network = () => [
  Input({ shape: [null, null, 3], name: 'in' }),
  Rescaling(1 / 255, { name: 'rescaling' }),
  Conv2D(2, 3, { name: 'first' }),
  Conv2D(3, 3, { name: 'last' }),
]

/** A model for photos of any size. */
export const baseFile = join(folder, 'base.keras')
await Sequential([...network(), GlobalAveragePooling2D(), Dense(2, { activation: 'softmax' })]).save(baseFile)

const photos = join(folder, 'photos')
await mkdir(join(photos, 'a'), { recursive: true })
for (const i of [0, 1, 2, 3, 4]) {
  const values = Uint8Array.from({ length: 8 * 8 * 3 }, (_, at) => (at * 37 + i) % 256)
  await sharp(values, { raw: { width: 8, height: 8, channels: 3 } })
    .png()
    .toFile(join(photos, 'a', `${i}.png`))
}

/** Runs with nothing in the cache. */
export const withoutCache = <T>(run: () => T): Promise<T> =>
  inFolder(async (cache) => {
    vi.stubEnv('XDG_CACHE_HOME', cache)
    try {
      return await run()
    } finally {
      vi.unstubAllEnvs()
    }
  })

/** The features of photos, in which batches they were computed, and whether anything was said. */
async function features(o: object): Promise<unknown> {
  const base = await openBase(baseFile, { imageSize: 8 })
  const data = await keratin.imageDatasetFromDirectory(photos, { imageSize: 8, shuffle: false })
  const predict = vi.spyOn(base.features, 'predict')
  const [found, printed] = (await withoutCache(() =>
    told(() => outcome(() => photoFeatures(base, [data], o))),
  )) as [unknown, string[]]
  const batches = predict.mock.calls.map(([x]) => (x as keratin.tf.Tensor).shape)
  base.features.dispose()
  return [found, batches, printed.length > 0]
}

/** Training on a base that is there. */
export const transfer: Record<string, Probe> = {
  featuresOf: {
    see: (o) => {
      clearSession()
      const model = keratin.featuresOf(Sequential(network(), { name: 'whole' }), o)
      const found = architecture(model)
      model.dispose()
      return found
    },
    values: { layer: 'first', pool: false },
  },
  openBase: {
    see: async (o) => {
      clearSession()
      const { features: made, network: _, ...rest } = await openBase(baseFile, o)
      const found = [architecture(made), rest]
      made.dispose()
      return found
    },
    values: { imageSize: 20 },
  },
  photoFeatures: {
    see: features,
    values: { batchSize: 2, quiet: true, signal: AbortSignal.abort() },
  },
  transferModel: {
    see: async (o) => {
      clearSession()
      const base = await openBase(baseFile, { imageSize: 8 })
      const { model, head } = transferModel(base, { classes: 2, ...o })
      const found = [architecture(model), architecture(head)]
      model.dispose()
      return found
    },
    values: { classes: 3, head: 7, dropout: 0.25 },
  },
}
