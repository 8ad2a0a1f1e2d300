import { tf } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { type DataFormat, dataFormat } from '../../ops/windows/data-format.js'
import { callableClass } from '../../support/callable.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

class FlattenClass extends Layer {
  static override readonly className = 'Flatten'
  readonly dataFormat: DataFormat

  constructor(options: LayerOptions & { dataFormat?: DataFormat | null } = {}) {
    super(options)
    this.dataFormat = dataFormat('Flatten', options.dataFormat)
    this.inputSpec = { minNdim: 1 }
  }

  override call(x: tf.Tensor): tf.Tensor {
    const last =
      this.dataFormat === 'channels_first' && x.rank > 2 ? tf.transpose(x, channelsToEnd(x.rank)) : x
    const size = last.shape.slice(1).reduce((n, d) => n * d, 1)
    return tf.reshape(last, [x.shape[0]!, size])
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const [batch, ...rest] = oneShape(inputShape)
    const size = rest.reduce<number | null>((n, d) => (n === null || d === null ? null : n * d), 1)
    return [batch ?? null, size]
  }

  override getConfig(): Config {
    return { ...super.getConfig(), data_format: this.dataFormat }
  }
}

const channelsToEnd = (rank: number) => [0, ...Array.from({ length: rank - 2 }, (_, i) => i + 2), 1]

/**
 * Makes each sample a vector.
 *
 * @param options.dataFormat `channels_last` (default) or `channels_first`, whose channels are moved to the end first
 *
 * Input shape: `[batch, ...]`. Output shape: `[batch, product of the rest]`; a batch of scalars becomes `[batch, 1]`.
 *
 * @example const y = Flatten()(Input({ shape: [28, 28, 1] })) // [null, 784]
 * @see https://keras.io/api/layers/reshaping_layers/flatten/
 */
export const Flatten = callableClass(FlattenClass)
export type Flatten = FlattenClass
