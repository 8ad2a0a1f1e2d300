import type { Model } from '../model/index.js'
import { checkedOptions } from '../support/options.js'
import { application } from './application.js'
import { type MobileNetV3Options, mobileNetV3 } from './mobilenet-v3.js'

const architecture = mobileNetV3({
  where: 'MobileNetV3Large',
  type: 'large',
  blocks: [
    [1, 16, 3, 1, false, false],
    [4, 24, 3, 2, false, false],
    [3, 24, 3, 1, false, false],
    [3, 40, 5, 2, true, false],
    [3, 40, 5, 1, true, false],
    [3, 40, 5, 1, true, false],
    [6, 80, 3, 2, false, true],
    [2.5, 80, 3, 1, false, true],
    [2.3, 80, 3, 1, false, true],
    [2.3, 80, 3, 1, false, true],
    [6, 112, 3, 1, true, true],
    [6, 112, 3, 1, true, true],
    [6, 160, 5, 2, true, true],
    [6, 160, 5, 1, true, true],
    [6, 160, 5, 1, true, true],
  ],
  last: 1280,
  hashes: {
    'large_224_0.75_float': ['765b44a33ad4005b3ac83185abf1d0eb', '40af19a13ebea4e2ee0c676887f69a2e'],
    'large_224_1.0_float': ['59e551e166be033d707958cf9e29a6a7', '07fb09a5933dd0c8eaafa16978110389'],
    'large_minimalistic_224_1.0_float': [
      '675e7b876c45c57e9e63e6d90a36599c',
      'ec5221f64a2f6d1ef965a614bdae7973',
    ],
  },
})

/**
 * MobileNetV3Large (A. Howard and others, 2019): the larger of two networks for telephones, with squeezing and hard
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
 * `[batch, height / 32, width / 32, 960]`, or `[batch, 960]` with pooling.
 *
 * @throws KeratinError `ARGUMENT`, `UNKNOWN_NAME`; `DOWNLOAD` if the weights cannot be had
 * @example const model = await MobileNetV3Large({ weights: null, inputShape: [32, 32, 3], classes: 10 })
 * @see https://keras.io/api/applications/mobilenet/
 */
export async function MobileNetV3Large(options?: MobileNetV3Options): Promise<Model> {
  return application(architecture, checkedOptions('MobileNetV3Large', options))
}
