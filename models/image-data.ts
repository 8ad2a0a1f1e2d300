import type { ImageDataset, ImageLimit, LabelledImages } from '../datasets/index.js'
import { tf } from '../src/engine/index.js'
import type { DataRequest, Examples, RecipeData } from './recipe.js'
import { choose, type MeasuredOn, wholeOf } from './samples/choose.js'
import { imageKeys } from './samples/image-keys.js'
import type { FoundSamples, Samples } from './samples/samples.js'

/**
 * A labelled image data set with integer labels as the data of a recipe.
 *
 * @param load loads so much of each part
 */
export async function imageData(
  load: (limit: ImageLimit | undefined) => Promise<ImageDataset>,
  { known, limit }: Pick<DataRequest, 'known' | 'limit'>,
): Promise<RecipeData> {
  const on = known?.on
  const { train, test, classNames, source } = await load(on === undefined ? limit : wantedOf(on))
  const held = [train, test]
  const where = source.folder ?? 'what is drawn'
  const found = async (images: LabelledImages): Promise<FoundSamples> => ({
    ...(await samplesOf(images)),
    of: 'images',
    labels: classNames,
    where,
  })
  const dispose = () => tf.dispose(held.flatMap(({ x, y }) => [x, y]))
  const data = { of: 'images', train: examples(train), labels: classNames, source, dispose } as const
  try {
    if (known?.samples && on === undefined)
      wholeOf(known.samples, { train: await found(train), test: await found(test) })
    if (!known || on === undefined) return { ...data, test: examples(test) }
    const isLearnt = on === 'train' || on === 'validation'
    const all = await found(isLearnt ? train : test)
    const ownTest = isLearnt ? [] : [...all.keys.keys()]
    const chosen = choose(known, { ...all, ownTest }, limit)
    const measured = rows(isLearnt ? train : test, chosen.test)
    held.push(measured)
    return { ...data, test: examples(measured), ...(chosen.changes && { changes: chosen.changes }) }
  } catch (error) {
    dispose()
    throw error
  }
}

/** Of the part that is not wanted one image is loaded: there is no data without. */
const wantedOf = (on: MeasuredOn): ImageLimit =>
  on === 'train' || on === 'validation' ? { test: 1 } : { train: 1 }

const examples = (images: LabelledImages): Examples => ({
  x: images.x,
  y: images.y,
  classes: classesOf(images),
  count: images.x.shape[0]!,
  samples: () => samplesOf(images),
})

const classesOf = ({ y }: LabelledImages): Int32Array => y.dataSync<'int32'>().slice()

const samplesOf = async (images: LabelledImages): Promise<Samples> => ({
  keys: await imageKeys(images.x),
  classes: classesOf(images),
})

const rows = ({ x, y }: LabelledImages, places: readonly number[]): LabelledImages =>
  tf.tidy(() => {
    const at = tf.tensor1d([...places], 'int32')
    return { x: tf.gather(x, at), y: tf.gather(y, at) }
  })
