import type { Model } from '../model/index.js'
import { checkedOptions } from '../support/options.js'
import { application } from './application.js'
import { type MobileNetV3Options, mobileNetV3 } from './mobilenet-v3.js'

const architecture = mobileNetV3({
  where: 'MobileNetV3Small',
  type: 'small',
  blocks: [
    [1, 16, 3, 2, true, false],
    [72 / 16, 24, 3, 2, false, false],
    [88 / 24, 24, 3, 1, false, false],
    [4, 40, 5, 2, true, true],
    [6, 40, 5, 1, true, true],
    [6, 40, 5, 1, true, true],
    [3, 48, 5, 1, true, true],
    [3, 48, 5, 1, true, true],
    [6, 96, 5, 2, true, true],
    [6, 96, 5, 1, true, true],
    [6, 96, 5, 1, true, true],
  ],
  last: 1024,
  hashes: {
    'small_224_0.75_float': ['cb65d4e5be93758266aa0a7f2c6708b7', 'ebdb5cc8e0b497cd13a7c275d475c819'],
    'small_224_1.0_float': ['8768d4c2e7dee89b9d02b2d03d65d862', 'd3e8ec802a04aa4fc771ee12a9a9b836'],
    'small_minimalistic_224_1.0_float': [
      '99cd97fb2fcdad2bf028eb838de69e37',
      'cde8136e733e811080d9fcd8a252f7e4',
    ],
  },
})

/**
 * MobileNetV3Small (A. Howard and others, 2019): the smaller of two networks for telephones, with squeezing and hard
 * swish.
 *
 * Pixels go in as they are, from 0 to 255, unless `includePreprocessing` is false: then from -1 to 1.
 *
 * @param options.alpha how many times the channels of the article. Default 1; for `imagenet` 0.75 or 1
 * @param options.minimalistic whether to do without squeezing, hard swish and kernels of 5. Default false
 * @param options.dropoutRate before the classifier. Default 0.2
 * @param options.includePreprocessing whether pixels of 0 to 255 are brought to -1 to 1 inside. Default true
 * @param options.includeTop whether the classifier is there. Default true
 * @param options.weights `imagenet` (default, downloaded once), a file of weights, or null for random ones
 * @param options.inputShape at least `[32, 32, 3]`. Default: any size
 * @param options.inputTensor, pooling, classes, classifierActivation, name as for `MobileNetV2`
 * @returns a model that is not compiled
 *
 * Input shape: `[batch, height, width, 3]`. Output shape: `[batch, classes]`; without the classifier
 * `[batch, height / 32, width / 32, 576]`, or `[batch, 576]` with pooling.
 *
 * @throws KeratinError `ARGUMENT`, `UNKNOWN_NAME`; `DOWNLOAD` if the weights cannot be had
 * @example const model = await MobileNetV3Small({ weights: null, inputShape: [32, 32, 3], classes: 10 })
 * @see https://keras.io/api/applications/mobilenet/
 */
export async function MobileNetV3Small(options?: MobileNetV3Options): Promise<Model> {
  return application(architecture, checkedOptions('MobileNetV3Small', options))
}
