import { KeratinError, showShape } from '../src/support/errors.js'
import { unknownName } from '../src/support/names.js'
import { Adam, AdamW, CategoricalCrossentropy, type LearningRateSchedule } from '../src/training/index.js'
import { facts } from './facts/facts.js'
import { type PhotoVariant, photoDefaults, photoSizes, photoVariantDefaults } from './facts/photos.js'
import { fallingRate } from './falling-rate.js'
import { photoData } from './photo-data.js'
import { classicNetwork, photoNetwork } from './photo-network.js'
import type { PhotoFolders } from './photo-split.js'
import type { CompileRequest, DataRequest, Recipe } from './recipe.js'

/**
 * What recipes on photos have in common: their networks, how they are trained, and how a file becomes their input.
 *
 * @param find looks for the photos
 */
export function photoRecipe(
  name: 'cats-vs-dogs' | 'images',
  find: (request: DataRequest) => Promise<PhotoFolders>,
): Recipe {
  return {
    name,
    ...facts[name],
    input: { kind: 'image', shape: [photoSizes.default, photoSizes.default, 3], rescale: 1 / 255 },

    async load(request) {
      const variant = variantOf(request.variant)
      const settings = { ...photoDefaults, ...(variant !== 'default' && photoVariantDefaults[variant]) }
      const { base } = request
      if (variant === 'transfer' && base !== undefined) {
        const { transferData } = await import('./transfer/transfer-data.js')
        return transferData(await find(request), { ...request, base }, settings)
      }
      // a model that is there has its own way to see photos
      if (variant === 'transfer' && !request.input && !request.inputShape) throw noBase(name)
      const { rescale, crop } = request.input?.kind === 'image' ? request.input : usual
      const reading = { imageSize: sizeOf(name, request), rescale, crop }
      return photoData(await find(request), reading, request, settings)
    },

    build({ labels, variant, input, inputShape = input?.shape }) {
      if (variantOf(variant) === 'transfer') throw noBase(name)
      const side = photoSizes[variantOf(variant)]
      const network = variantOf(variant) === 'classic' ? classicNetwork : photoNetwork
      return network((inputShape ?? [side, side, 3]) as [number, number, number], labels.length)
    },

    compile(request) {
      const learningRate = rateOf(request)
      const metrics = ['accuracy']
      const variant = variantOf(request.variant)
      if (variant === 'classic') {
        return { optimizer: new Adam({ learningRate }), loss: 'categorical_crossentropy', metrics }
      }
      const optimizer =
        variant === 'transfer' ? new Adam({ learningRate }) : new AdamW({ learningRate, weightDecay: 0.02 })
      return { optimizer, loss: new CategoricalCrossentropy({ labelSmoothing: 0.1 }), metrics }
    },
  }
}

function variantOf(name = 'default'): PhotoVariant {
  if (name in photoSizes) return name as PhotoVariant
  throw unknownName('variant', name, Object.keys(photoSizes))
}

/** Pixels of the networks that are trained from nothing. */
const usual = { rescale: 1 / 255, crop: false }

const noBase = (name: string): KeratinError =>
  new KeratinError('ARGUMENT', `${name}: the variant "transfer" needs a base.`, {
    hint: 'Give the file or folder of a model, such as one of Teachable Machine, or a name such as MobileNetV2 with --base.',
  })

/** Rises for a twentieth of the training and falls to nothing, but for the textbooks' network. */
function rateOf({ learningRate, variant, steps }: CompileRequest): number | LearningRateSchedule {
  if (typeof learningRate !== 'number') return learningRate
  if (variantOf(variant) === 'classic' || steps === undefined) return learningRate
  return fallingRate(learningRate, steps)
}

function sizeOf(name: string, { inputShape, imageSize, variant }: DataRequest): [number, number] {
  if (!inputShape) {
    const side = imageSize ?? photoSizes[variantOf(variant)]
    return [side, side]
  }
  const [height, width, channels] = inputShape
  if (inputShape.length === 3 && height && width && channels === 3) return [height, width]
  const message = `The model takes input of shape ${showShape(inputShape)}. Expected: [height, width, 3], as photos have.`
  throw new KeratinError('SHAPE', message, { hint: `Is it a model of the recipe ${name}?` })
}
