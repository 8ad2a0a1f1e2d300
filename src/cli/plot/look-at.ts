import { basename, resolve } from 'node:path'
import { prepareFile } from '../../../models/preparation.js'
import type { Examples } from '../../../models/recipe.js'
import { Dataset } from '../../data/index.js'
import { tf } from '../../engine/index.js'
import type { Model } from '../../model/index.js'
import { KeratinError } from '../../support/errors.js'
import { inputFor } from '../evaluate/evaluate.js'
import { openForEvaluation } from '../evaluate/open-data.js'
import { disposeModel } from '../model/dispose-model.js'
import { openModel } from '../model/open-model.js'
import { expandFiles } from '../predict/expand.js'
import type { PlotCall } from './drawing.js'

/** A model and images as it takes them. */
export interface LookedAt {
  model: Model
  file: string
  labels: readonly string[]
  /** `[count, height, width, channels]` */
  x: tf.Tensor4D
  /** What each image is called. */
  names: readonly string[]
  dispose(): void
}

/**
 * A model, and the images that were given after it; where none were, some samples of its data.
 *
 * @param count samples of the data
 * @throws KeratinError UNSUPPORTED for a model that takes no images
 */
export async function lookAt(call: PlotCall, [path, ...words]: string[], count: number): Promise<LookedAt> {
  return words.length > 0 ? images(call, path!, words) : samples(call, path!, count)
}

async function images({ io }: PlotCall, path: string, words: readonly string[]): Promise<LookedAt> {
  const { model, file, labels, preparation } = await openModel(path, io.cwd)
  try {
    const input = preparation()
    if (input.kind !== 'image' && input.kind !== 'digit') throw noImages()
    const files = await expandFiles(words, io.cwd)
    const all: Float32Array[] = []
    for (const name of files) {
      io.signal.throwIfAborted()
      all.push(await prepareFile(input, resolve(io.cwd, name)))
    }
    const given = tf.tensor(concatenated(all), [files.length, ...input.shape])
    const x = asImages(given)
    return {
      ...{ model, file, labels, x, names: files.map((name) => basename(name)) },
      dispose: () => {
        x.dispose()
        disposeModel(model)
      },
    }
  } catch (error) {
    disposeModel(model)
    throw error
  }
}

async function samples({ options, output }: PlotCall, path: string, count: number): Promise<LookedAt> {
  // only so many are read
  const opened = await openForEvaluation(path, { limit: count, ...options }, output)
  const { model, file, data } = opened
  try {
    if (data.of === 'texts') throw noImages()
    const x = await firstOf(data.test, count, model)
    const { files } = data.test
    const names = Array.from({ length: x.shape[0] }, (_, i) => (files ? basename(files[i]!) : `#${i}`))
    return {
      ...{ model, file, labels: data.labels, x, names },
      dispose: () => {
        x.dispose()
        opened.dispose()
      },
    }
  } catch (error) {
    opened.dispose()
    throw error
  }
}

/** The first samples, as the model takes them. */
async function firstOf({ x }: Examples, count: number, model: Model): Promise<tf.Tensor4D> {
  if (!(x instanceof Dataset)) {
    const given = inputFor(x, model)
    const some = tf.slice(given, [0], [Math.min(count, given.shape[0]!)])
    if (given !== x) given.dispose()
    return asImages(some)
  }
  const rows: tf.Tensor[] = []
  let left = count
  try {
    for await (const batch of x) {
      const [inputs] = batch as [tf.Tensor]
      const take = Math.min(left, inputs.shape[0]!)
      rows.push(tf.slice(inputs, [0], [take]))
      tf.dispose(batch as tf.TensorContainer)
      left -= take
      if (left === 0) break
    }
    return tf.concat(rows) as tf.Tensor4D
  } finally {
    tf.dispose(rows)
  }
}

function asImages(x: tf.Tensor): tf.Tensor4D {
  if (x.rank === 4) return x as tf.Tensor4D
  x.dispose()
  throw noImages()
}

function concatenated(all: readonly Float32Array[]): Float32Array {
  const values = new Float32Array(all.reduce((n, one) => n + one.length, 0))
  let at = 0
  for (const one of all) {
    values.set(one, at)
    at += one.length
  }
  return values
}

const noImages = () =>
  new KeratinError('UNSUPPORTED', 'The model takes no images of height, width and channels.', {
    hint: 'keratin plot mistakes and confusion work for all classifiers.',
  })
