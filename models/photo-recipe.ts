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
const sizes = { default: 96, classic: 128 } as const
type Variant = keyof typeof sizes

const defaults: RecipeDefaults = { epochs: 60, batchSize: 32, learningRate: 0.001, valSplit: 0.15 }
const classic: Partial<RecipeDefaults> = { epochs: 20, batchSize: 32, learningRate: 0.0001 }

/**
 * What recipes on photos have in common: two networks, how they are trained, and how a file becomes their input.
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
    },
    defaults,
    variantDefaults: { classic },
    input: { kind: 'image', shape: [sizes.default, sizes.default, 3], rescale: 1 / 255 },
    monitor: 'loss',

    async load(request) {
      return photoData(await find(request), sizeOf(name, request), request, {
        ...defaults,
        ...(variantOf(request.variant) === 'classic' && classic),
      })
    },

    build({ labels, variant, input, inputShape = input?.shape }) {
      const side = sizes[variantOf(variant)]
      const network = variantOf(variant) === 'classic' ? classicNetwork : photoNetwork
      return network((inputShape ?? [side, side, 3]) as [number, number, number], labels.length)
    },

    compile: (request) => ({
      optimizer:
        variantOf(request.variant) === 'classic'
          ? new Adam({ learningRate: rateOf(request) })
          : new AdamW({ learningRate: rateOf(request), weightDecay: 0.02 }),
      loss:
        variantOf(request.variant) === 'classic'
          ? 'categorical_crossentropy'
          : new CategoricalCrossentropy({ labelSmoothing: 0.1 }),
      metrics: ['accuracy'],
    }),
  }
}

function variantOf(name = 'default'): Variant {
  if (name in sizes) return name as Variant
  throw unknownName('variant', name, Object.keys(sizes))
}

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
