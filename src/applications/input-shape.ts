import type { Shape } from '../layers/index.js'
import { argumentError, showShape } from '../support/errors.js'
import { warn } from '../support/warn.js'
import type { Settings } from './options.js'

/** The sizes of images that a network takes. */
export interface Sizes {
  /** Height and width it was made for. */
  usual: number
  /** The least that is left of nothing. */
  least: number
}

/**
 * The shape of one image for a network: the one given, checked, or the usual one with the classifier, or any.
 *
 * @param flatten whether the classifier needs a shape that does not vary
 * @throws KeratinError `ARGUMENT`
 */
export function inputShapeOf(
  where: string,
  { inputShape, weights }: Settings,
  { usual, least }: Sizes,
  flatten: boolean,
): Shape {
  const bad = (expectation: string) => argumentError(where, expectation, 'inputShape', inputShape)
  if (inputShape === undefined) return flatten ? [usual, usual, 3] : [null, null, 3]
  if (!Array.isArray(inputShape) || inputShape.length !== 3) throw bad('[height, width, channels]')
  const [height, width, channels] = inputShape as Shape
  if (weights === 'imagenet') {
    if (flatten && (height !== usual || width !== usual || channels !== 3)) {
      throw bad(`${showShape([usual, usual, 3])} for the classifier of ImageNet`)
    }
    if (channels !== 3) throw bad('one with 3 channels for the weights of ImageNet')
  } else if (channels !== 1 && channels !== 3) {
    warn(`${where} usually has 1 or 3 channels. Received: inputShape=${showShape(inputShape)}.`)
  }
  checkLeast(where, inputShape, least)
  if (flatten && inputShape.includes(null)) throw bad('one that does not vary, for the classifier')
  return inputShape
}

/** @throws KeratinError `ARGUMENT` if height or width is less */
export function checkLeast(where: string, shape: Shape, least: number): void {
  if (shape.slice(0, 2).every((d) => d === null || (d ?? 0) >= least)) return
  throw argumentError(where, `at least ${least} high and wide`, 'inputShape', shape)
}
