import { l2Normalize, type tf } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'
import { axesOf } from './axes.js'

interface UnitNormalizationOptions extends LayerOptions {
  /** The axis, or several, along which the squares sum to 1. Default -1. */
  axis?: number | readonly number[]
}

class UnitNormalizationClass extends Layer {
  static override readonly className = 'UnitNormalization'
  static override readonly builtFromBeginning = true
  override readonly supportsMasking = true
  readonly axis: number | readonly number[]

  constructor(options?: UnitNormalizationOptions)
  constructor(axis: number | readonly number[], options?: UnitNormalizationOptions)
  constructor(...args: unknown[]) {
    const options = named<UnitNormalizationOptions>(['axis'], args, new.target.className)
    super(options)
    const { axis = -1 } = options
    if (![axis].flat().every(Number.isInteger))
      throw argumentError('UnitNormalization', 'an integer or a list of them', 'axis', axis)
    this.axis = axis
  }

  override call(x: tf.Tensor): tf.Tensor {
    return l2Normalize(x, axesOf(this, [this.axis].flat(), x.shape), 1e-12)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    axesOf(this, [this.axis].flat(), oneShape(inputShape), false)
    return inputShape
  }

  override getConfig(): Config {
    return { ...super.getConfig(), axis: this.axis }
  }
}

/**
 * Brings each vector to length 1: `x / sqrt(Σx²)` along an axis.
 *
 * @param options.axis the axis, or several, along which the squares sum to 1. Default -1
 *
 * Input shape: any. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if axis is no integer; `SHAPE` if there is no such axis
 * @example const y = UnitNormalization()(Input({ shape: [16] }))
 * @see https://keras.io/api/layers/normalization_layers/unit_normalization/
 */
export const UnitNormalization = callableClass(UnitNormalizationClass)
export type UnitNormalization = UnitNormalizationClass
