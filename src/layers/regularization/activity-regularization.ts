import { tf } from '../../engine/index.js'
import type { Shapes } from '../../graph/shape.js'
import { L1L2 } from '../../regularizers/index.js'
import { callableClass } from '../../support/callable.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

interface ActivityRegularizationOptions extends Omit<LayerOptions, 'activityRegularizer'> {
  /** Factor of the sum of absolute values. Default 0. */
  l1?: number
  /** Factor of the sum of squares. Default 0. */
  l2?: number
}

class ActivityRegularizationClass extends Layer {
  static override readonly className = 'ActivityRegularization'
  static override readonly floatSettings: readonly string[] = ['l1', 'l2']
  static override readonly builtFromBeginning = true
  override readonly supportsMasking = true
  readonly l1: number
  readonly l2: number

  constructor({ l1 = 0, l2 = 0, ...options }: ActivityRegularizationOptions = {}) {
    super({ ...options, activityRegularizer: new L1L2({ l1, l2 }) })
    this.l1 = l1
    this.l2 = l2
  }

  override call(x: tf.Tensor): tf.Tensor {
    return tf.clone(x)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    const { activity_regularizer: _, ...config } = super.getConfig()
    return { ...config, l1: this.l1, l2: this.l2 }
  }
}

/**
 * Adds a penalty on its input to the loss, `(l1 · Σ|x| + l2 · Σx²) / batch`, and hands the input on.
 *
 * @param options.l1, l2 the factors. Default 0
 *
 * Input shape: any. Output shape: the same.
 *
 * @example const y = ActivityRegularization({ l2: 0.01 })(Input({ shape: [16] }))
 * @see https://keras.io/api/layers/regularization_layers/activity_regularization/
 */
export const ActivityRegularization = callableClass(ActivityRegularizationClass)
export type ActivityRegularization = ActivityRegularizationClass
