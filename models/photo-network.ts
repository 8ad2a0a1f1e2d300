import {
  BatchNormalization,
  Conv2D,
  Dense,
  Dropout,
  Flatten,
  GlobalAveragePooling2D,
  Input,
  type Layer,
  MaxPool2D,
  RandomBrightness,
  RandomContrast,
  RandomFlip,
  RandomRotation,
  RandomTranslation,
  RandomZoom,
} from '../src/layers/index.js'
import { Sequential } from '../src/model/index.js'
import { argumentError } from '../src/support/errors.js'

/** Height, width and channels. */
type ImageShape = readonly [number, number, number]

/** The network of the textbooks for photos: two convolutions, one hidden layer of 96. */
export const classicNetwork = (shape: ImageShape, classes: number): Sequential =>
  new Sequential([
    Input({ shape }),
    Conv2D(32, [3, 3], { activation: 'relu' }),
    MaxPool2D({ poolSize: [2, 2] }),
    Conv2D(32, [3, 3], { activation: 'relu' }),
    MaxPool2D({ poolSize: [2, 2] }),
    Flatten(),
    Dense(96, { activation: 'relu' }),
    Dense(classes, { activation: 'softmax' }),
  ])

const widths = [32, 64, 128, 128]
/** Each width halves height and width. */
const least = 2 ** widths.length

/**
 * A network for few photos: five convolutions with normalization, global averages instead of a hidden layer, and photos
 * that are changed at random in training. About 390 000 parameters.
 *
 * @throws KeratinError ARGUMENT if height or width is less than 16
 */
export function photoNetwork(shape: ImageShape, classes: number): Sequential {
  const [height, width] = shape
  if (Math.min(height, width) < least) {
    throw argumentError('the network for photos', `at least ${least}`, 'imageSize', [height, width])
  }
  return new Sequential([
    Input({ shape }),
    ...changes(),
    // normalized after pooling: it is the same in effect, and a quarter of the work
    ...widths.flatMap((filters) => [
      ...convolution(filters),
      MaxPool2D(),
      BatchNormalization({ momentum: 0.9 }),
    ]),
    ...convolution(128),
    BatchNormalization({ momentum: 0.9 }),
    GlobalAveragePooling2D(),
    Dropout(0.4),
    Dense(classes, { activation: 'softmax' }),
  ])
}

const convolution = (filters: number): Layer[] => [
  Conv2D(filters, [3, 3], { padding: 'same', activation: 'relu', kernelInitializer: 'he_normal' }),
]

/** What may be different in a photo that shows the same. */
const changes = (): Layer[] => [
  RandomFlip('horizontal'),
  RandomRotation(0.05),
  RandomZoom([-0.25, 0.1]),
  RandomTranslation(0.1, 0.1),
  RandomContrast([0.3, 0.3], { valueRange: [0, 1] }),
  RandomBrightness(0.15, { valueRange: [0, 1] }),
]
