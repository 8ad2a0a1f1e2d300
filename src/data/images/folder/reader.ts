import { join } from 'node:path'
import { currentEngine, tf } from '../../../engine/index.js'
import { KeratinError } from '../../../support/errors.js'
import { RandomStream } from '../../../support/random.js'
import { Dataset } from '../../dataset.js'
import { channelsOf } from '../colour.js'
import { mayBeJpeg } from '../decode.js'
import { readImage } from '../read-image.js'
import { imageWorkers } from '../workers/image-workers.js'
import type { JobOptions } from '../workers/jobs.js'
import type { ImageFolderPlan, UnreadableImage } from './plan.js'
import { Rooms } from './rooms.js'

/** One image that was read. */
interface Sample {
  pixels: Float32Array
  label: number
}

/** Folders of fewer images are read before workers would have started. */
const worthWorkers = 100

/** Reads the images of a folder, pass by pass, and puts them together. */
export class Reader {
  readonly unreadable: UnreadableImage[] = []
  readonly #bad = new Set<number>()
  /** Where ordinary JPEGs are read, if not in this thread; memory of batches is shared then. */
  readonly #workers: ReturnType<typeof imageWorkers>
  readonly #jobOptions: JobOptions
  readonly #seeds: RandomStream | undefined
  readonly channels: number
  /** Values of an image. */
  readonly length: number

  constructor(readonly plan: ImageFolderPlan) {
    const { size, read } = plan
    this.channels = channelsOf[read.colorMode ?? 'rgb']
    this.length = size.height * size.width * this.channels
    this.#seeds = plan.shuffleSeed === undefined ? undefined : new RandomStream(plan.shuffleSeed)
    this.#workers = plan.files.length < worthWorkers ? undefined : imageWorkers()
    const { colorMode, interpolation, antialias, cropToAspectRatio, padToAspectRatio, rescale } = read
    const { orient, maxSide } = read
    this.#jobOptions = {
      ...{ size, colorMode, interpolation, antialias, cropToAspectRatio, padToAspectRatio, rescale },
      ...{ orient, maxSide },
    }
  }

  open(): AsyncIterable<unknown> {
    const { parallel, prefetch, batchSize } = this.plan
    const rooms = new Rooms(this.length, batchSize ?? 1, this.#workers !== undefined)
    const samples = Dataset.from(() => this.#order()).map(
      (index, turn) => this.#read(index, rooms.next(turn)),
      { parallel },
    )
    const elements = Dataset.from(() =>
      this.#elements(samples.open() as AsyncIterable<Sample | undefined>, rooms),
    )
    return (batchSize === null ? elements : elements.prefetch(prefetch)).open() as AsyncIterable<unknown>
  }

  /**
   * The files of one pass, without those that are known to be unreadable: left out of the order of all, which is then
   * the same whether they are known yet or not.
   */
  #order(): Iterable<number> {
    const all = Int32Array.from(this.plan.files.keys())
    const order = this.#seeds ? new RandomStream(this.#seeds.nextInt32()).shuffle(all) : all
    return order.filter((i) => !this.#bad.has(i))
  }

  async #read(index: number, room: Float32Array): Promise<Sample | undefined> {
    const { folder, files, labels, size, read, onError } = this.plan
    const file = join(folder, files[index]!)
    try {
      const isRead =
        this.#workers && mayBeJpeg.test(file) && (await this.#workers.read(file, this.#jobOptions, room))
      if (!isRead) await readImage(file, size, read, room)
      return { pixels: room, label: labels?.[index] ?? 0 }
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

  async *#elements(samples: AsyncIterable<Sample | undefined>, rooms: Rooms): AsyncGenerator<unknown, void> {
    const { batchSize } = this.plan
    let held: Sample[] = []
    let any = false
    try {
      for await (const sample of samples) {
        if (!sample) continue
        any = true
        if (batchSize === null) yield this.#single(sample, rooms)
        else if (held.push(sample) === batchSize) {
          yield this.#batch(held, rooms)
          held = []
        }
      }
      if (held.length > 0) yield this.#batch(held, rooms)
    } finally {
      // no image is under way any more
      if (this.#copies()) rooms.releaseAll()
    }
    if (!any) throw noneReadable(this.plan.folder, this.unreadable)
  }

  #single({ pixels, label }: Sample, rooms: Rooms): unknown {
    const { size, labelMode, classNames } = this.plan
    const x = this.#tensor(pixels, [size.height, size.width, this.channels], rooms) as tf.Tensor3D
    if (labelMode === null) return x
    if (labelMode === 'int') return [x, tf.scalar(label, 'int32')]
    if (labelMode === 'binary') return [x, tf.tensor1d([label])]
    return [x, tf.tensor1d(oneHot([label], classNames.length))]
  }

  #batch(samples: readonly Sample[], rooms: Rooms): unknown {
    const { size, labelMode, classNames } = this.plan
    const shape = [samples.length, size.height, size.width, this.channels]
    const x = this.#tensor(together(samples), shape, rooms)
    const labels = samples.map(({ label }) => label)
    if (labelMode === null) return x
    if (labelMode === 'int') return [x, tf.tensor1d(labels, 'int32')]
    if (labelMode === 'binary') return [x, tf.tensor2d(labels, [labels.length, 1])]
    return [x, tf.tensor2d(oneHot(labels, classNames.length), [labels.length, classNames.length])]
  }

  /** A tensor of the pixels; their memory is used again where it is not the tensor's. */
  #tensor(pixels: Float32Array, shape: number[], rooms: Rooms): tf.Tensor {
    // the embedded engine copies values, others keep them
    const x = tf.tensor(this.#workers && currentEngine() !== 'wasm' ? pixels.slice() : pixels, shape)
    if (this.#copies()) rooms.release(pixels)
    return x
  }

  /** Whether no tensor holds on to the memory of a batch. */
  #copies(): boolean {
    return this.#workers !== undefined || currentEngine() === 'wasm'
  }
}

/** The images of a batch, one behind the other: as they lie already, unless one before them was skipped. */
function together(samples: readonly Sample[]): Float32Array {
  const { buffer, length, byteLength } = samples[0]!.pixels
  const areBeside = samples.every(
    ({ pixels }, i) => pixels.buffer === buffer && pixels.byteOffset === i * byteLength,
  )
  if (areBeside) return new Float32Array(buffer, 0, samples.length * length)
  const all = new Float32Array(samples.length * length)
  for (const [i, { pixels }] of samples.entries()) all.set(pixels, i * length)
  return all
}

function oneHot(labels: readonly number[], classes: number): Float32Array {
  const values = new Float32Array(labels.length * classes)
  for (const [i, label] of labels.entries()) values[i * classes + label] = 1
  return values
}

/** What is wrong with a file, without its name and without advice. */
export function reasonOf({ message, hint }: KeratinError): string {
  const text = hint && message.endsWith(hint) ? message.slice(0, -hint.length).trim() : message
  return text.replace(/^(.* cannot be read as an image: |Cannot read .*: (?=it ))/s, '').replace(/\.$/, '')
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
