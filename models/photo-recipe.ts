import { KeratinError, showShape } from '../src/support/errors.js'
import { unknownName } from '../src/support/names.js'
import {
  Adam,
  AdamW,
  CategoricalCrossentropy,
  CosineDecay,
  type LearningRateSchedule,
} from '../src/training/index.js'
import { type PhotoFolders, photoData } from './photo-data.js'
import { classicNetwork, photoNetwork } from './photo-network.js'
import type { CompileRequest, DataRequest, Recipe, RecipeDefaults } from './recipe.js'

/** Height and width of photos for each variant. */
const sizes = { default: 96, classic: 128, transfer: 224 } as const
type Variant = keyof typeof sizes

const defaults: RecipeDefaults = { epochs: 60, batchSize: 32, learningRate: 0.001, valSplit: 0.15 }
const others = {
  classic: { epochs: 20, batchSize: 32, learningRate: 0.0001 },
  transfer: { epochs: 20, batchSize: 32, learningRate: 0.001 },
} satisfies Partial<Record<Variant, Partial<RecipeDefaults>>>

/**
 * What recipes on photos have in common: their networks, how they are trained, and how a file becomes their input.
 *
 * @param find looks for the photos
 */
export function photoRecipe(
  name: string,
  describe: string,
  find: (request: DataRequest) => Promise<PhotoFolders>,
): Recipe {
  return {
    name,
    describe,
    variants: {
      default: 'five convolutions with normalization on photos changed at random, 96x96',
      classic: 'the network of the textbooks: two convolutions and a hidden layer, 128x128',
      transfer: 'a new head on a network that knows photos already, which --base names: for few photos',
    },
    defaults,
    variantDefaults: others,
    base: { of: 'photos', variant: 'transfer' },
    input: { kind: 'image', shape: [sizes.default, sizes.default, 3], rescale: 1 / 255 },
    monitor: 'loss',

    async load(request) {
      const variant = variantOf(request.variant)
      const settings = { ...defaults, ...(variant !== 'default' && others[variant]) }
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
      const side = sizes[variantOf(variant)]
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

function variantOf(name = 'default'): Variant {
  if (name in sizes) return name as Variant
  throw unknownName('variant', name, Object.keys(sizes))
}

/** Pixels of the networks that are trained from nothing. */
const usual = { rescale: 1 / 255, crop: false }

const noBase = (name: string): KeratinError =>
  new KeratinError('ARGUMENT', `${name}: the variant "transfer" needs a base.`, {
    hint: 'Give the file or folder of a model, such as one of Teachable Machine, or a name such as MobileNetV2 with --base.',
  })

/** Rises for a twentieth of the training and falls to nothing, but for the textbooks' network. */
function rateOf({ learningRate, variant, steps }: CompileRequest): number | LearningRateSchedule {
  if (variantOf(variant) === 'classic' || steps === undefined) return learningRate
  const warmupSteps = Math.ceil(steps / 20)
  return new CosineDecay({
    initialLearningRate: learningRate / 10,
    warmupTarget: learningRate,
    warmupSteps,
    decaySteps: Math.max(1, steps - warmupSteps),
  })
}

function sizeOf(name: string, { inputShape, imageSize, variant }: DataRequest): [number, number] {
  if (!inputShape) {
    const side = imageSize ?? sizes[variantOf(variant)]
    return [side, side]
  }
  const [height, width, channels] = inputShape
  if (inputShape.length === 3 && height && width && channels === 3) return [height, width]
  const message = `The model takes input of shape ${showShape(inputShape)}. Expected: [height, width, 3], as photos have.`
  throw new KeratinError('SHAPE', message, { hint: `Is it a model of the recipe ${name}?` })
}
