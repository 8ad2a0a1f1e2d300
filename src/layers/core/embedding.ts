import type { ConstraintIdentifier } from '../../constraints/index.js'
import { embeddingLookup, tf, type Variable } from '../../engine/index.js'
import type { Mask } from '../../graph/masks.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import type { InitializerIdentifier } from '../../initializers/index.js'
import type { RegularizerIdentifier } from '../../regularizers/index.js'
import { callableClass } from '../../support/callable.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { WeightSettings } from '../base/kernel-options.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

export interface EmbeddingOptions extends LayerOptions {
  /** Number of different integers, 0 included. */
  inputDim?: number
  /** Length of a vector. */
  outputDim?: number
  /** Default `uniform`: between -0.05 and 0.05. */
  embeddingsInitializer?: InitializerIdentifier
  embeddingsRegularizer?: RegularizerIdentifier | null
  embeddingsConstraint?: ConstraintIdentifier | null
  /** Whether 0 is padding that later layers skip. Default false. */
  maskZero?: boolean
}

class EmbeddingClass extends Layer {
  static override readonly className = 'Embedding'
  readonly inputDim: number
  readonly outputDim: number
  readonly maskZero: boolean
  override readonly supportsMasking: boolean
  readonly settings: WeightSettings
  embeddings!: Variable

  constructor(inputDim: number, outputDim: number, options?: EmbeddingOptions)
  constructor(options: EmbeddingOptions & { inputDim: number; outputDim: number })
  constructor(...args: unknown[]) {
    const options = named<EmbeddingOptions & { inputLength?: number }>(
      ['inputDim', 'outputDim'],
      args,
      new.target.className,
    )
    const { inputDim, outputDim, inputLength } = options
    super(
      inputLength === undefined ? options : { ...options, inputShape: options.inputShape ?? [inputLength] },
    )
    for (const [name, value] of Object.entries({ inputDim, outputDim })) {
      if (!Number.isInteger(value) || value! <= 0)
        throw argumentError('Embedding', 'a positive integer', name, value)
    }
    this.inputDim = inputDim!
    this.outputDim = outputDim!
    this.maskZero = options.maskZero ?? false
    this.supportsMasking = this.maskZero
    this.settings = new WeightSettings(
      'embeddings',
      options.embeddingsInitializer ?? 'uniform',
      options.embeddingsRegularizer,
      options.embeddingsConstraint,
    )
  }

  override build(): void {
    this.embeddings = this.addWeight('embeddings', [this.inputDim, this.outputDim], this.settings.options)
  }

  override call(x: tf.Tensor): tf.Tensor {
    const indices = x.dtype === 'int32' ? x : tf.cast(x, 'int32')
    try {
      return embeddingLookup(this.embeddings.read(), indices)
    } catch (cause) {
      throw this.#outOfRange(indices, cause)
    }
  }

  #outOfRange(indices: tf.Tensor, cause: unknown): unknown {
    const bad = indices.dataSync().find((i) => i < 0 || i >= this.inputDim)
    if (bad === undefined) return cause
    return new KeratinError(
      'ARGUMENT',
      `Embedding "${this.name}" expects integers from 0 to ${this.inputDim - 1}. Received: ${bad}.`,
      { hint: `Set inputDim to at least ${bad + 1}, or limit the vocabulary.`, cause },
    )
  }

  override computeMask(x: tf.Tensor): Mask {
    return this.maskZero ? tf.notEqual(x, tf.scalar(0, x.dtype as 'float32')) : null
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return [...oneShape(inputShape), this.outputDim]
  }

  override getConfig(): Config {
    const { initializerConfig, regularizerConfig, constraintConfig } = this.settings
    return {
      ...super.getConfig(),
      input_dim: this.inputDim,
      output_dim: this.outputDim,
      ...initializerConfig,
      ...regularizerConfig,
      ...this.activityRegularizerConfig,
      ...constraintConfig,
      mask_zero: this.maskZero,
      quantization_config: null,
    }
  }
}

/**
 * Turns integers into vectors that are trained: `embeddings[x]`.
 *
 * @param inputDim number of different integers, 0 included
 * @param outputDim length of a vector
 * @param options.embeddingsInitializer default `uniform`
 * @param options.embeddingsRegularizer, embeddingsConstraint default none
 * @param options.maskZero whether 0 is padding that later layers skip. Default false
 * @param options.weights `[matrix]` of shape `[inputDim, outputDim]` to start from
 *
 * Input shape: `[batch, ...]` of integers. Output shape: `[batch, ..., outputDim]`.
 *
 * @throws KeratinError `ARGUMENT` for an integer outside 0 to inputDim - 1
 * @example const y = Embedding(10000, 32)(Input({ shape: [200] })) // [null, 200, 32]
 * @see https://keras.io/api/layers/core_layers/embedding/
 */
export const Embedding = callableClass(EmbeddingClass)
export type Embedding = EmbeddingClass
