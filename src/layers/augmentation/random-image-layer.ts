import { statelessUniform, tf } from '../../engine/index.js'
import type { CallContext } from '../../graph/call-context.js'
import { directCall } from '../../graph/direct-call.js'
import type { ForwardPass } from '../../graph/forward-pass.js'
import type { Shapes } from '../../graph/shape.js'
import { type DataFormat, dataFormat } from '../../ops/windows/data-format.js'
import { argumentError, KeratinError, showShape } from '../../support/errors.js'
import { type RandomStream, randomStream } from '../../support/random.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

export interface RandomImageOptions extends LayerOptions {
  /** A stream of its own. Default: the stream `augmentation` of `setRandomSeed`. */
  seed?: number | null
  dataFormat?: DataFormat | null
}

/** Draws as many numbers as there are images, evenly from `low` to `high`; the same for the same seed on every engine. */
export type Draw = (low: number, high: number) => tf.Tensor1D

/** The base of layers that change images at random in training, each image in its own way, and leave them alone otherwise. */
export abstract class RandomImageLayer extends Layer {
  readonly seed: number | null
  readonly dataFormat: DataFormat
  readonly #stream: RandomStream | undefined

  constructor(options: RandomImageOptions = {}) {
    super(options)
    this.seed = options.seed ?? null
    this.dataFormat = dataFormat(this.className, options.dataFormat)
    this.#stream = this.ownStream(this.seed)
  }

  /** Changed images; they are float32 with the channels last. */
  protected abstract augment(images: tf.Tensor4D, draw: Draw): tf.Tensor4D

  /** What becomes of images outside of training. Default: nothing. */
  protected leave(images: tf.Tensor4D): tf.Tensor4D {
    return images
  }

  override call(x: tf.Tensor, { training, pass }: CallContext = directCall()): tf.Tensor {
    if (x.rank !== 3 && x.rank !== 4) {
      const message = `${this.className} "${this.name}" takes images [batch, height, width, channels].`
      throw new KeratinError('SHAPE', `${message} Received: input of shape ${showShape(x.shape)}.`)
    }
    const batch = x.rank === 3 ? tf.expandDims(x) : x
    const isFirst = this.dataFormat === 'channels_first'
    const last = isFirst ? tf.transpose(batch, [0, 2, 3, 1]) : batch
    const images = tf.cast(last, 'float32') as tf.Tensor4D
    const made = training ? this.augment(images, this.#draw(images.shape[0], pass)) : this.leave(images)
    const y = isFirst ? tf.transpose(made, [0, 3, 1, 2]) : made
    return tf.clone(x.rank === 3 ? tf.squeeze(y, [0]) : y)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    return { ...super.getConfig(), data_format: this.dataFormat, seed: this.seed }
  }

  #draw(count: number, pass: ForwardPass): Draw {
    return (low, high) => {
      const uniform = statelessUniform([count], pass.seed(this.#stream ?? randomStream('augmentation')))
      return tf.add(tf.mul(uniform, high - low), low) as tf.Tensor1D
    }
  }
}

/** A share given as one number for both directions, or as bounds. */
export type Factor = number | readonly [lower: number, upper: number]

/**
 * The bounds that a factor means; a number means both ways.
 *
 * @param least, most what each bound may be
 */
export function boundsOf(
  where: string,
  name: string,
  factor: Factor | undefined,
  [least, most]: readonly [number, number],
): [lower: number, upper: number] {
  const list = typeof factor === 'number' ? [-Math.abs(factor), Math.abs(factor)] : factor
  const isBound = (v: number | undefined) => typeof v === 'number' && v >= -most && v <= most
  const isGiven = Array.isArray(list) && list.length === 2 && list.every(isBound)
  const within = isGiven && (typeof factor === 'number' || list.every((v) => v >= least))
  if (!within) throw argumentError(where, `a number, or two, from ${least} to ${most}`, name, factor)
  const [lower, upper] = [...(list as number[])].sort((a, b) => a - b) as [number, number]
  return [Math.max(least, lower), upper]
}
