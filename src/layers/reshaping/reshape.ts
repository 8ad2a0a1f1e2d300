import { tf } from '../../engine/index.js'
import { oneShape, type Shape, type Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError, KeratinError, showShape } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

interface ReshapeOptions extends LayerOptions {
  targetShape?: readonly number[]
}

class ReshapeClass extends Layer {
  static override readonly className = 'Reshape'
  static override readonly builtFromBeginning = true
  readonly targetShape: readonly number[]

  constructor(targetShape: readonly number[], options?: ReshapeOptions)
  constructor(options: ReshapeOptions & { targetShape: readonly number[] })
  constructor(...args: unknown[]) {
    const options = named<ReshapeOptions>(['targetShape'], args, new.target.className)
    super(options)
    const target = options.targetShape
    const good = Array.isArray(target) && target.every((d) => Number.isInteger(d) && d >= -1)
    if (!good || target.filter((d) => d === -1).length > 1) {
      throw argumentError('Reshape', 'a list of extents, at most one of them -1', 'targetShape', target)
    }
    this.targetShape = target
  }

  override call(x: tf.Tensor): tf.Tensor {
    const shape = this.computeOutputShape(x.shape) as number[]
    return tf.reshape(x, [x.shape[0]!, ...shape.slice(1)])
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const [batch, ...rest] = oneShape(inputShape)
    return [batch ?? null, ...this.#resolve(rest)]
  }

  #resolve(sample: Shape): Shape {
    const known = this.targetShape.filter((d) => d !== -1).reduce((n, d) => n * d, 1)
    if (sample.includes(null)) return this.targetShape.map((d) => (d === -1 ? null : d))
    const size = (sample as number[]).reduce((n, d) => n * d, 1)
    const open = this.targetShape.includes(-1)
    if (open ? known === 0 || size % known !== 0 : known !== size) {
      throw new KeratinError(
        'SHAPE',
        `Reshape "${this.name}" cannot make ${showShape(this.targetShape)} (${known} values${open ? ' times a whole number' : ''}) ` +
          `of a sample of shape ${showShape(sample)} (${size} values).`,
      )
    }
    return this.targetShape.map((d) => (d === -1 ? size / known : d))
  }

  override getConfig(): Config {
    return { ...super.getConfig(), target_shape: this.targetShape }
  }
}

/**
 * Gives each sample another shape with the same number of values.
 *
 * @param targetShape shape of one sample; one extent may be -1 and follows from the others
 *
 * Input shape: `[batch, ...]`. Output shape: `[batch, ...targetShape]`.
 *
 * @throws KeratinError `SHAPE` if the numbers of values differ
 * @example const y = Reshape([28, 28, 1])(Input({ shape: [784] }))
 * @see https://keras.io/api/layers/reshaping_layers/reshape/
 */
export const Reshape = callableClass(ReshapeClass)
export type Reshape = ReshapeClass
