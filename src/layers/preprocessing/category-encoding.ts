import type { tf } from '../../engine/index.js'
import type { CallContext } from '../../graph/call-context.js'
import { directCall } from '../../graph/direct-call.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import { type Config, camelCaseKeys } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'
import { type Encoding, encode, encodedShape, encodings } from './encode.js'

interface CategoryEncodingOptions extends LayerOptions {
  /** Number of different integers, 0 included. */
  numTokens?: number
  /** Default `multi_hot`. */
  outputMode?: Encoding
  /** Refused: TensorFlow.js has no sparse tensors for layers. */
  sparse?: false
}

class CategoryEncodingClass extends Layer {
  static override readonly className = 'CategoryEncoding'
  static override readonly callOptions = ['countWeights']
  readonly numTokens: number
  readonly outputMode: Encoding

  constructor(numTokens: number, options?: CategoryEncodingOptions)
  constructor(options: CategoryEncodingOptions & { numTokens: number })
  constructor(...args: unknown[]) {
    const options = named<CategoryEncodingOptions>(['numTokens'], args, new.target.className)
    super(options)
    const { numTokens, outputMode = 'multi_hot', sparse = false } = options
    if (!Number.isInteger(numTokens) || numTokens! <= 0)
      throw argumentError('CategoryEncoding', 'a positive integer', 'numTokens', numTokens)
    if (!encodings.includes(outputMode))
      throw argumentError('CategoryEncoding', `one of ${encodings.join(', ')}`, 'outputMode', outputMode)
    if (sparse) throw argumentError('CategoryEncoding', 'false', 'sparse', sparse)
    this.numTokens = numTokens!
    this.outputMode = outputMode
  }

  override call(x: tf.Tensor, { kwargs }: CallContext = directCall()): tf.Tensor {
    const { countWeights } = camelCaseKeys(kwargs) as { countWeights?: tf.Tensor | null }
    const where = `CategoryEncoding "${this.name}"`
    if (countWeights && this.outputMode !== 'count')
      throw argumentError(where, 'left out, but with outputMode "count"', 'countWeights', countWeights.shape)
    return encode(where, x, this.outputMode, this.numTokens, countWeights)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return encodedShape(oneShape(inputShape), this.outputMode, this.numTokens)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), num_tokens: this.numTokens, output_mode: this.outputMode }
  }
}

/**
 * Turns integers into vectors of ones and zeros, or of counts.
 *
 * @param numTokens number of different integers, 0 included
 * @param options.outputMode `one_hot`: a vector for each integer; `multi_hot` (default): one for each sample, with a one
 *   for each integer in it; `count`: one for each sample, with the number of times of each integer
 *
 * With `count`, the call takes `countWeights`, of the shape of the input: what each integer counts.
 *
 * Input shape: `[batch]` or `[batch, ..., n]` of integers. Output shape: `[batch, ..., numTokens]`; with `one_hot`
 * `[batch, ..., n, numTokens]`, where n is not 1.
 *
 * @throws KeratinError `ARGUMENT` for an integer outside 0 to numTokens - 1
 * @example const y = CategoryEncoding(4)(Input({ shape: [2], dtype: 'int32' })) // [null, 4]
 * @see https://keras.io/api/layers/preprocessing_layers/categorical/category_encoding/
 */
export const CategoryEncoding = callableClass(CategoryEncodingClass)
export type CategoryEncoding = CategoryEncodingClass
