import { join } from 'node:path'
import { tf } from '../../../engine/index.js'
import { KeratinError } from '../../../support/errors.js'
import { RandomStream } from '../../../support/random.js'
import { Dataset } from '../../dataset.js'
import { type ImageSize, type ReadImageOptions, readImage } from '../read-image.js'

/** A file that could not be read, and why. */
export interface UnreadableImage {
  file: string
  reason: string
}

/** How labels are written: class numbers, one-hot vectors, 0 and 1 of two classes, or not at all. */
export type LabelMode = 'int' | 'categorical' | 'binary' | null

/** Images of a folder, their labels, and how both are read; all of it has been checked. */
export interface ImageFolderPlan {
  folder: string
  /** Paths from the folder on. */
  files: readonly string[]
  /** The class number of each; undefined without labels. */
  labels: Int32Array | undefined
  classNames: readonly string[]
  labelMode: LabelMode
  /** null: single images. */
  batchSize: number | null
  size: ImageSize
  read: ReadImageOptions
  /** The seed of the orders; undefined for the order of files. */
  shuffleSeed: number | undefined
  parallel: number
  prefetch: number
  onError: 'throw' | 'skip'
  onSkip: (skipped: UnreadableImage) => void
}

/** One image that was read. */
interface Sample {
  pixels: Float32Array
  channels: number
  label: number
}

/**
 * The images of a folder, read while they are asked for: see `imageDatasetFromDirectory`.
 */
export class ImageFolder<T = [x: tf.Tensor, y: tf.Tensor]> extends Dataset<T> {
  /** The name of each class, by number. */
  readonly classNames: readonly string[]
  /** The files, by path, in the order without shuffling. */
  readonly filePaths: readonly string[]
  /** The class number of each file; undefined without labels. */
  readonly labels: Int32Array | undefined
  /** The files that could not be read and were skipped up to now. */
  readonly unreadable: readonly UnreadableImage[]

  readonly #plan: ImageFolderPlan

  constructor(plan: ImageFolderPlan) {
    const reader = new Reader(plan)
    const { batchSize } = plan
    const counted = (read: number) => (batchSize === null ? read : Math.ceil(read / batchSize))
    super(
      {
        get size() {
          return counted(plan.files.length - reader.unreadable.length)
        },
        open: () => reader.open() as AsyncIterable<T>,
      },
      () => {},
    )
    this.classNames = plan.classNames
    this.filePaths = plan.files.map((file) => join(plan.folder, file))
    this.labels = plan.labels
    this.unreadable = reader.unreadable
    this.#plan = plan
  }

  /**
   * The same with some of the files only, by their places in `filePaths`: for splits of one's own.
   *
   * @param options batchSize, and shuffleSeed: the seed of the orders. Default: as here, in the order given
   */
  select<U = T>(
    indices: readonly number[],
    { batchSize = this.#plan.batchSize, shuffleSeed }: SelectOptions = {},
  ): ImageFolder<U> {
    const { files, labels } = this.#plan
    return new ImageFolder<U>({
      ...this.#plan,
      files: indices.map((i) => files[i]!),
      labels: labels && Int32Array.from(indices, (i) => labels[i]!),
      batchSize,
      shuffleSeed,
    })
  }
}

/** What a selection of files does differently. */
export interface SelectOptions {
  batchSize?: number | null
  shuffleSeed?: number
}

class Reader {
  readonly unreadable: UnreadableImage[] = []
  readonly #bad = new Set<number>()
  readonly #seeds: RandomStream | undefined

  constructor(readonly plan: ImageFolderPlan) {
    this.#seeds = plan.shuffleSeed === undefined ? undefined : new RandomStream(plan.shuffleSeed)
  }

  open(): AsyncIterable<unknown> {
    const { parallel, prefetch, batchSize } = this.plan
    const samples = Dataset.from(() => this.#order()).map((index) => this.#read(index), { parallel })
    const elements = Dataset.from(() => this.#elements(samples.open() as AsyncIterable<Sample | undefined>))
    return (batchSize === null ? elements : elements.prefetch(prefetch)).open() as AsyncIterable<unknown>
  }

  /** The files of one pass, without those that are known to be unreadable. */
  #order(): Iterable<number> {
    const all = Int32Array.from(this.plan.files.keys()).filter((i) => !this.#bad.has(i))
    return this.#seeds ? new RandomStream(this.#seeds.nextInt32()).shuffle(all) : all
  }

  async #read(index: number): Promise<Sample | undefined> {
    const { folder, files, labels, size, read, onError } = this.plan
    const file = join(folder, files[index]!)
    try {
      const { data, channels } = await readImage(file, size, read)
      return { pixels: data, channels, label: labels?.[index] ?? 0 }
    } catch (error) {
      const isBad = error instanceof KeratinError && error.code.startsWith('FILE_')
      if (!isBad || onError === 'throw') throw isBad ? withAdvice(error) : error
      // one that is repeated may be under way twice
      if (!this.#bad.has(index)) {
        this.#bad.add(index)
        const skipped = { file, reason: reasonOf(error) }
        this.unreadable.push(skipped)
        this.plan.onSkip(skipped)
      }
      return undefined
    }
  }

  async *#elements(samples: AsyncIterable<Sample | undefined>): AsyncGenerator<unknown, void> {
    const { batchSize } = this.plan
    let held: Sample[] = []
    let any = false
    for await (const sample of samples) {
      if (!sample) continue
      any = true
      if (batchSize === null) yield this.#single(sample)
      else if (held.push(sample) === batchSize) {
        yield this.#batch(held)
        held = []
      }
    }
    if (held.length > 0) yield this.#batch(held)
    if (!any) throw noneReadable(this.plan.folder, this.unreadable)
  }

  #single({ pixels, channels, label }: Sample): unknown {
    const { size, labelMode, classNames } = this.plan
    const x = tf.tensor3d(pixels, [size.height, size.width, channels])
    if (labelMode === null) return x
    if (labelMode === 'int') return [x, tf.scalar(label, 'int32')]
    if (labelMode === 'binary') return [x, tf.tensor1d([label])]
    return [x, tf.tensor1d(oneHot([label], classNames.length))]
  }

  #batch(samples: readonly Sample[]): unknown {
    const { size, labelMode, classNames } = this.plan
    const each = samples[0]!.pixels.length
    const pixels = new Float32Array(samples.length * each)
    for (const [i, sample] of samples.entries()) pixels.set(sample.pixels, i * each)
    const x = tf.tensor4d(pixels, [samples.length, size.height, size.width, samples[0]!.channels])
    const labels = samples.map(({ label }) => label)
    if (labelMode === null) return x
    if (labelMode === 'int') return [x, tf.tensor1d(labels, 'int32')]
    if (labelMode === 'binary') return [x, tf.tensor2d(labels, [labels.length, 1])]
    return [x, tf.tensor2d(oneHot(labels, classNames.length), [labels.length, classNames.length])]
  }
}

function oneHot(labels: readonly number[], classes: number): Float32Array {
  const values = new Float32Array(labels.length * classes)
  for (const [i, label] of labels.entries()) values[i * classes + label] = 1
  return values
}

/** What is wrong with a file, without its name and without advice. */
export function reasonOf({ message, hint }: KeratinError): string {
  const text = hint && message.endsWith(hint) ? message.slice(0, -hint.length).trim() : message
  return text.replace(/^.* cannot be read as an image: /s, '').replace(/\.$/, '')
}

const withAdvice = (error: KeratinError): KeratinError =>
  new KeratinError(error.code, error.message.slice(0, -(error.hint?.length ?? 0)).trim(), {
    hint: "Remove the file, or pass onError: 'skip'.",
    cause: error,
  })

function noneReadable(folder: string, bad: readonly UnreadableImage[]): KeratinError {
  const [first] = bad
  const message = `None of the images in ${folder} can be read${first ? `, such as ${first.file}: ${first.reason}` : ''}.`
  return new KeratinError('DATA', message, { hint: 'Check that they are images.' })
}
