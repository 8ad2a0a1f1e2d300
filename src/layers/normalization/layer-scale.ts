import { tf, type Variable } from '../../engine/index.js'
import { autoName } from '../../graph/auto-name.js'
import type { Shapes } from '../../graph/shape.js'
import { Constant } from '../../initializers/index.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'
import { positiveInteger } from '../base/positive-integer.js'

interface LayerScaleOptions extends LayerOptions {
  initValues?: number
  projectionDim?: number
}

class LayerScaleClass extends Layer {
  static override readonly className = 'LayerScale'
  static override readonly module = 'keras.src.applications.convnext'
  static override readonly floatSettings: readonly string[] = ['init_values']
  readonly initValues: number
  readonly projectionDim: number
  gamma!: Variable

  constructor(initValues: number, projectionDim: number, options?: LayerScaleOptions)
  constructor(options: LayerScaleOptions & { initValues: number; projectionDim: number })
  constructor(...args: unknown[]) {
    const options = named<LayerScaleOptions>(['initValues', 'projectionDim'], args, new.target.className)
    super(options)
    const { initValues, projectionDim } = options
    if (typeof initValues !== 'number')
      throw argumentError('LayerScale', 'a number', 'initValues', initValues)
    this.initValues = initValues
    this.projectionDim = positiveInteger('LayerScale', 'projectionDim', projectionDim)
  }

  override build(): void {
    // in Keras the weight has the name of those that are given none
    this.gamma = this.addWeight(autoName('Variable'), [this.projectionDim], {
      initializer: new Constant({ value: this.initValues }),
    })
  }

  override call(x: tf.Tensor): tf.Tensor {
    const gamma = this.gamma.read()
    // truth values stay so in Keras: the whole part of each number says which
    if (x.dtype === 'bool') return tf.logicalAnd(x, tf.cast(tf.cast(gamma, 'int32'), 'bool'))
    return tf.mul(x, gamma)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    return { ...super.getConfig(), init_values: this.initValues, projection_dim: this.projectionDim }
  }
}

/**
 * Multiplies each channel with a number that is trained: `x · gamma`.
 *
 * A layer of the networks ConvNeXt of `keratin/applications`. In Keras it is not public.
 *
 * @param initValues what the numbers begin with: small, so that a branch begins with little beside its shortcut
 * @param projectionDim the number of channels
 *
 * Input shape: `[batch, ..., projectionDim]`. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if initValues is no number, or projectionDim no positive integer
 * @example const y = LayerScale(1e-6, 768)(Input({ shape: [7, 7, 768] }))
 * @see https://keras.io/api/applications/convnext/
 */
export const LayerScale = callableClass(LayerScaleClass)
export type LayerScale = LayerScaleClass
