import { courseOf, tf } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'
import { type AdaptData, eachBatch } from './adapting.js'
import { type Encoding, encode, encodedShape, encodings } from './encode.js'
import { addToSketch, binBoundaries, emptySketch } from './quantiles.js'

interface DiscretizationOptions extends LayerOptions {
  /** Where a bin ends and the next begins, rising. */
  binBoundaries?: readonly number[] | null
  /** Number of bins, whose boundaries `adapt` finds. */
  numBins?: number | null
  /** How exact `adapt` is, as a share of the values. Default 0.01. */
  epsilon?: number
  /** Default `int`: the number of the bin. */
  outputMode?: 'int' | Encoding
  /** Refused: TensorFlow.js has no sparse tensors for layers. */
  sparse?: false
}

class DiscretizationClass extends Layer {
  static override readonly className = 'Discretization'
  static override readonly floatSettings: readonly string[] = ['bin_boundaries', 'epsilon']
  readonly numBins: number | null
  readonly epsilon: number
  readonly outputMode: 'int' | Encoding
  #boundaries: readonly number[] | null

  constructor(options?: DiscretizationOptions)
  constructor(binBoundaries: readonly number[], options?: DiscretizationOptions)
  constructor(...args: unknown[]) {
    const options = named<DiscretizationOptions>(['binBoundaries', 'numBins'], args, new.target.className)
    super(options)
    const { binBoundaries = null, numBins = null, epsilon = 0.01, outputMode = 'int', sparse } = options
    if (binBoundaries === null && numBins === null)
      throw argumentError('Discretization', 'given, or numBins', 'binBoundaries', binBoundaries)
    if (binBoundaries?.some((b, i) => i > 0 && b < binBoundaries[i - 1]!))
      throw argumentError('Discretization', 'rising', 'binBoundaries', binBoundaries)
    if (numBins !== null && !(Number.isInteger(numBins) && numBins > 0))
      throw argumentError('Discretization', 'a positive integer', 'numBins', numBins)
    if (outputMode !== 'int' && !encodings.includes(outputMode)) {
      const modes = ['int', ...encodings].join(', ')
      throw argumentError('Discretization', `one of ${modes}`, 'outputMode', outputMode)
    }
    if (sparse) throw argumentError('Discretization', 'false', 'sparse', sparse)
    // Keras refuses both, but writes both once a layer has adapted
    this.#boundaries = binBoundaries
    this.numBins = numBins
    this.epsilon = epsilon
    this.outputMode = outputMode
  }

  /** Where a bin ends and the next begins; null before `adapt`. */
  get binBoundaries(): readonly number[] | null {
    return this.#boundaries
  }

  override call(x: tf.Tensor): tf.Tensor {
    const boundaries = courseOf(() => this.#boundaries)
    if (!boundaries) {
      throw new KeratinError('NOT_BUILT', `Discretization "${this.name}" has no boundaries yet.`, {
        hint: 'Call adapt(data) first, or give binBoundaries.',
      })
    }
    const reached = tf.greaterEqual(tf.expandDims(tf.cast(x, 'float32'), -1), tf.tensor1d([...boundaries]))
    const bins = tf.sum(tf.cast(reached, 'int32'), -1)
    if (this.outputMode === 'int') return bins
    return encode(`Discretization "${this.name}"`, bins, this.outputMode, boundaries.length + 1)
  }

  /**
   * Finds boundaries between bins of about as many values each.
   *
   * @param data a tensor or array, or batches one after the other (a Dataset too); batches may be `[x, y]`
   * @returns a promise if the data come in one, as those of a Dataset
   * @throws KeratinError `ARGUMENT` if boundaries were given; `DATA` if there are no batches
   * @example layer.adapt(tf.tensor([0.1, 0.5, 0.9, 1.3]))
   */
  adapt(data: AdaptData): void
  adapt(data: AsyncIterable<unknown>): Promise<void>
  adapt(data: AdaptData | AsyncIterable<unknown>): void | Promise<void> {
    const { numBins, epsilon } = this
    const where = `Discretization "${this.name}"`
    if (numBins === null) throw argumentError(where, 'given to adapt to data', 'numBins', numBins)
    let sketch = emptySketch
    const take = (batch: tf.Tensor) => {
      sketch = addToSketch(sketch, tf.cast(batch, 'float32').dataSync() as Float32Array, epsilon)
    }
    return eachBatch(where, data, take, () => {
      this.#boundaries = binBoundaries(sketch, numBins)
    })
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    if (this.outputMode === 'int') return inputShape
    const depth = this.#boundaries ? this.#boundaries.length + 1 : this.numBins!
    return encodedShape(oneShape(inputShape), this.outputMode, depth)
  }

  override computeOutputDtype(): tf.DataType {
    return this.outputMode === 'int' ? 'int32' : 'float32'
  }

  override getConfig(): Config {
    // Keras writes the dtype by name here, and not whether it is trainable
    const { name } = super.getConfig()
    return {
      bin_boundaries: this.#boundaries,
      num_bins: this.numBins,
      epsilon: this.epsilon,
      output_mode: this.outputMode,
      sparse: false,
      name,
      dtype: this.dtype,
    }
  }
}

/**
 * Puts numbers into bins: the number of boundaries that are not above x.
 *
 * @param options.binBoundaries where a bin ends and the next begins, rising
 * @param options.numBins number of bins, whose boundaries `adapt` finds, instead
 * @param options.epsilon how exact `adapt` is, as a share of the values. Default 0.01
 * @param options.outputMode `int` (default): the number of the bin; `one_hot`, `multi_hot` or `count` as CategoryEncoding
 *
 * Input shape: any. Output shape: the same, of integers; else as CategoryEncoding.
 *
 * @throws KeratinError `ARGUMENT` if there are neither boundaries nor numBins, or boundaries do not rise
 * @example Discretization([0, 1, 2])(tf.tensor([-1.5, 1, 3.4])) // [0, 2, 3]
 * @see https://keras.io/api/layers/preprocessing_layers/numerical/discretization/
 */
export const Discretization = callableClass(DiscretizationClass)
export type Discretization = DiscretizationClass
