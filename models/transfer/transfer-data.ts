import { tf } from '../../src/engine/index.js'
import { setRandomSeed } from '../../src/support/random.js'
import { inBatches } from '../photo-data.js'
import { type PhotoFolders, splitPhotos } from '../photo-split.js'
import type { DataRequest, Examples, RecipeData, RecipeDefaults, Stage } from '../recipe.js'
import { openBase } from './base.js'
import { type PhotoFeatures, photoFeatures } from './photo-features.js'
import { transferModel, unfreeze } from './transfer-model.js'

/** Passes over the photos with a part of the base unfrozen. */
const tuningEpochs = 5
/** The learning rate then, as a share of that of the head: what is known already must not be forgotten. */
const tuningRate = 0.01

/**
 * Photos for training on a base that is there: its features are computed once, the head is trained on them, and then,
 * if asked for, the last layers of the base with it.
 */
export async function transferData(
  folders: PhotoFolders,
  request: DataRequest & { base: string },
  defaults: RecipeDefaults,
): Promise<RecipeData> {
  const { batchSize = defaults.batchSize, seed = 0, quiet, signal, imageSize } = request
  const base = await openBase(request.base, { imageSize })
  const given: tf.Tensor[] = []
  try {
    const [height, width] = base.input.shape as [number, number, number]
    const reading = { imageSize: [height, width] as const, rescale: 1, crop: base.input.crop }
    const photos = await splitPhotos(folders, reading, request, defaults)
    const [train, validation] = await photoFeatures(base, [photos.train, photos.validation], {
      quiet,
      signal,
      batchSize,
    })
    // the features that are computed or not must not change what is drawn after them
    setRandomSeed(seed)
    const classes = photos.classNames.length
    const { model, head } = transferModel(base, {
      classes,
      ...(request.head !== undefined && { head: request.head }),
    })
    const known = {
      ...photos,
      train: selected(photos.train, train!),
      validation: selected(photos.validation, validation!),
    }
    const data = inBatches(known, reading, { batchSize, seed })
    const examples = (features: PhotoFeatures, { samples }: Pick<Examples, 'samples'>): Examples => {
      const y = oneHot(features.classes, classes)
      given.push(features.x, y)
      return { x: features.x, y, classes: features.classes, count: features.files.length, samples }
    }
    const stages: Stage[] = [
      {
        describe: `the head on the features of ${base.name}, which is frozen`,
        model: head,
        train: examples(train!, data.train),
        ...(data.validation && { validation: examples(validation!, data.validation) }),
      },
    ]
    const { unfreeze: layers = 0 } = request
    if (layers > 0) {
      stages.push({
        describe: `the head and ${lastOf(layers)} of ${base.name}`,
        model,
        train: data.train,
        ...(data.validation && { validation: data.validation }),
        epochs: tuningEpochs,
        rate: tuningRate,
        begin: () => void unfreeze(base, layers),
      })
    }
    const frozen = base.features.countParams().toLocaleString('en-US')
    return {
      ...data,
      source: folders.source,
      model,
      stages,
      notes: {
        base: `${base.name}: ${frozen} parameters, frozen${layers > 0 ? ` but for ${lastOf(layers)}, after the head is trained` : ''}`,
      },
      dispose() {
        tf.dispose(given)
        data.dispose()
      },
    }
  } catch (error) {
    tf.dispose(given)
    base.features.dispose()
    throw error
  }
}

const lastOf = (layers: number): string => (layers === 1 ? 'the last layer' : `the last ${layers} layers`)

type Folder = Awaited<ReturnType<typeof splitPhotos>>['train']

/** Those photos that could be read. */
function selected(folder: Folder, { files }: PhotoFeatures): Folder {
  const good = new Set(files)
  return folder.select([...folder.filePaths.keys()].filter((i) => good.has(folder.filePaths[i]!)))
}

const oneHot = (classes: Int32Array, count: number): tf.Tensor =>
  tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(classes, 'int32'), count), 'float32'))
