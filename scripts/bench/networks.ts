import { MobileNetV2, ResNet50 } from '../../src/applications/index.js'
import type { Model } from '../../src/index.js'
import { type BenchModel, benchModels, compiled } from './models.js'

/** A model that is measured, which may take long. */
interface AnyModel extends Omit<BenchModel, 'build'> {
  /** Rounds at most. */
  rounds?: number
  build(): Model | Promise<Model>
}

const [classes, shape] = [10, [224, 224, 3]]
const photos = (batchSize: number, network: typeof MobileNetV2): AnyModel => ({
  ...{ shape, classes, batchSize, samples: 2 * batchSize, rounds: 2 },
  build: async () => compiled(await network({ weights: null, inputShape: shape, classes }), classes),
})

/** The models of the recipes, and networks of photos. */
export const allModels: Record<string, AnyModel> = {
  ...benchModels,
  mobilenet: photos(16, MobileNetV2),
  resnet: photos(8, ResNet50),
}
