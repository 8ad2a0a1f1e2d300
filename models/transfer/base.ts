import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { SymbolicTensor } from '../../src/graph/symbolic.js'
import { Input, Rescaling } from '../../src/layers/index.js'
import { featuresOf, Model } from '../../src/model/index.js'
import { loadModel } from '../../src/saving/index.js'
import { KeratinError } from '../../src/support/errors.js'
import { fileNotFound } from '../../src/support/files.js'
import { nearest } from '../../src/support/names.js'
import { checkedOptions } from '../../src/support/options.js'
import { warn } from '../../src/support/warn.js'
import type { ImagePreparation } from '../preparation.js'
import { type KnownNetwork, knownNetworks } from './applications.js'
import { fileOf } from './file-of.js'
import { fingerprintOf } from './fingerprint.js'

export interface BaseOptions {
  /** Height and width of photos. Default: what the base takes. */
  imageSize?: number
}

/** A network that knows photos already. */
export interface Base {
  /** What it was asked for by. */
  name: string
  /** From photos of pixels from 0 to 255 to features `[batch, n]`; all of it is frozen. */
  features: Model
  /** The network in it, without its classifier. */
  network: Model
  /** How a photo becomes its input. */
  input: ImagePreparation
  /** The same as options of `imageDatasetFromDirectory`. */
  reading: { imageSize: readonly [height: number, width: number]; cropToAspectRatio: boolean }
  /** The same for all that compute the same. */
  fingerprint: string
}

/** Pixels as they come, and what the base makes of them. */
interface Pixels {
  size: readonly [height: number, width: number]
  crop: boolean
  preprocess(pixels: SymbolicTensor): SymbolicTensor
}

/**
 * A base for training on photos of one's own: the file or folder of any model for photos, of a run or of Teachable
 * Machine, or the name of a network of `keratin/applications`, whose weights are downloaded once. Its classifier is
 * left out, and what it wants of pixels is made a part of it.
 *
 * @param base `MobileNetV2`, or a path
 * @param options.imageSize height and width of photos. Default: what the base takes
 *
 * @throws KeratinError `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `DOWNLOAD`; `UNSUPPORTED` for models that take no photos
 * @example
 * const base = await openBase('my_model') // as Teachable Machine exports it
 * base.features.outputShapes // [[null, 1280]]
 * @see https://keras.io/guides/transfer_learning/
 */
export async function openBase(base: string, options?: BaseOptions): Promise<Base> {
  const { imageSize } = checkedOptions('openBase', options)
  const place = await stat(base).catch(() => undefined)
  const network = place ? undefined : knownNetworks[base]
  if (!place && !network) throw await unknownBase(base)
  const whole = network
    ? await network.load(imageSize ?? network.size)
    : await loadModel(await fileOf(base), { compile: false })
  try {
    const pixels = network ? pixelsOf(network, imageSize) : pixelsFor(whole, base, imageSize)
    const inner = featuresOf(whole)
    inner.trainable = false
    const photos = Input({ shape: [...pixels.size, 3] })
    const output = inner(pixels.preprocess(photos)) as SymbolicTensor
    const features = new Model(photos, output, { name: 'features' })
    const kept = new Set(features.weights)
    for (const weight of whole.weights) if (!kept.has(weight)) weight.dispose()
    return {
      name: network ? base : basename(base),
      features,
      network: inner,
      input: { kind: 'image', shape: [...pixels.size, 3], rescale: 1, ...(pixels.crop && { crop: true }) },
      reading: { imageSize: pixels.size, cropToAspectRatio: pixels.crop },
      fingerprint: fingerprintOf(features),
    }
  } catch (error) {
    whole.dispose()
    throw error
  }
}

async function unknownBase(base: string): Promise<KeratinError> {
  const error = await fileNotFound(base)
  const names = Object.keys(knownNetworks)
  const near = nearest(base, names)
  const hint = near ? `Did you mean "${near}"?` : `${error.hint} Networks known by name: ${names.join(', ')}.`
  return new KeratinError(error.code, error.problem, { hint })
}

const pixelsOf = ({ preprocessInput, size }: KnownNetwork, imageSize = size): Pixels => ({
  size: [imageSize, imageSize],
  crop: false,
  preprocess: preprocessInput,
})

/** What the model says of photos itself; else what its name tells. */
function pixelsFor(model: Model, path: string, imageSize: number | undefined): Pixels {
  const [shape] = model.inputShapes ?? []
  const [, height, width, channels] = shape ?? []
  if (shape?.length !== 4 || (channels !== 3 && channels !== null)) {
    const takes = JSON.stringify(shape?.slice(1) ?? null)
    throw new KeratinError('UNSUPPORTED', `The base ${path} takes no photos: its input is ${takes}.`, {
      hint: 'Give a model of photos, [height, width, 3].',
    })
  }
  const own = model.metadata.input as ImagePreparation | undefined
  const told = own?.kind === 'image' ? own : undefined
  const side = (d: number | null | undefined, i: number) => d ?? imageSize ?? told?.shape[i] ?? 224
  const size = [side(height, 0), side(width, 1)] as const
  const { crop = false } = told ?? {}
  if (told) return { size, crop, preprocess: rescaled(told.rescale, told.offset) }
  const found = Object.values(knownNetworks).find(({ prefix }) => isNamed(model, prefix))
  if (found) return { size, crop, preprocess: found.preprocessInput }
  const [first] = model.layers.filter((layer) => layer.className !== 'InputLayer')
  if (/^(Rescaling|Normalization)$/.test(first?.className ?? '')) return { size, crop, preprocess: (x) => x }
  warn(`It is not known what pixels ${path} was trained with: it is given 0 to 1.`)
  return { size, crop, preprocess: rescaled(1 / 255) }
}

const rescaled =
  (scale: number, offset = 0) =>
  (pixels: SymbolicTensor): SymbolicTensor =>
    scale === 1 && offset === 0 ? pixels : Rescaling(scale, offset)(pixels)

/** Whether the model, or one in it, has a name that begins so. */
const isNamed = (model: Model, prefix: string): boolean =>
  model.name.startsWith(prefix) || model.layers.some((l) => 'layers' in l && isNamed(l as Model, prefix))
