import { checkedOptions } from '../../support/options.js'
import type { ImageReport, VerifyImagesOptions } from './image-report.js'

/**
 * Looks through a folder of images: what is in it, what cannot be read, what is there twice or nearly so.
 *
 * Folders `train`, `validation` and `test` are parts of the data; the class of an image is the folder it is in, or the
 * word its name begins with.
 *
 * @param folder the folder; hidden files are left out
 * @param options.onImage is told of each image that is done: how many are, and of how many
 * @param options.signal ends it
 * @returns what was found: counts, sizes, unreadable files, groups of files that are the same or look alike
 * @throws KeratinError FILE_NOT_FOUND, DATA if there are no images
 * @example
 * const { unreadable, leaks } = await verifyImages('photos')
 * @see https://keras.io/examples/vision/image_classification_from_scratch/
 */
export async function verifyImages(folder: string, options: VerifyImagesOptions = {}): Promise<ImageReport> {
  const given = checkedOptions('verifyImages', options)
  const { lookAtImages } = await import('./look-at-images.js')
  return lookAtImages(folder, given)
}
