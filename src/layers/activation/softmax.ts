import { softmax } from '../../activations/along-axis.js'
import { tf } from '../../engine/index.js'
import type { CallContext } from '../../graph/call-context.js'
import { directCall } from '../../graph/direct-call.js'
import type { Mask } from '../../graph/masks.js'
import type { Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { KeratinError, showShape } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

interface SoftmaxOptions extends LayerOptions {
  /** The axis, or several, along which the outputs sum to 1. Default -1. */
  axis?: number | readonly number[]
}

// so low that its exponential is 0 beside any other value
const NEVER = -1e9

class SoftmaxClass extends Layer {
  static override readonly className = 'Softmax'
  static override readonly stateless = true
  static override readonly builtFromBeginning = true
  override readonly supportsMasking = true
  readonly axis: number | readonly number[]

  constructor(options?: SoftmaxOptions)
  constructor(axis: number | readonly number[], options?: SoftmaxOptions)
  constructor(...args: unknown[]) {
    const options = named<SoftmaxOptions>(['axis'], args, new.target.className)
    super(options)
    this.axis = options.axis ?? -1
  }

  override call(x: tf.Tensor, { mask }: CallContext = directCall()): tf.Tensor {
    const only = [mask].flat()[0] as Mask
    if (!only) return this.#softmax(x)
    this.#checkMask(x, only)
    const counts = tf.cast(only.dtype === 'bool' ? only : tf.greater(only, 0.5), 'float32')
    const masked = this.#softmax(tf.add(x, tf.mul(tf.sub(1, counts), NEVER)))
    // where nothing counts, all outputs are 0
    return tf.mul(masked, counts)
  }

  #softmax(x: tf.Tensor): tf.Tensor {
    const axes = [this.axis].flat()
    if (axes.length === 1) return softmax(x, { axis: axes[0]! })
    return tf.exp(tf.sub(x, tf.logSumExp(x, axes, true)))
  }

  #checkMask(x: tf.Tensor, mask: tf.Tensor): void {
    const added = x.rank - mask.rank
    if (added >= 0 && mask.shape.every((d, i) => d === 1 || d === x.shape[added + i])) return
    throw new KeratinError(
      'SHAPE',
      `Softmax "${this.name}": the mask must broadcast to the input, ${showShape(x.shape)}. ` +
        `Received: mask of shape ${showShape(mask.shape)}.`,
    )
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    return { ...super.getConfig(), axis: this.axis }
  }
}

/**
 * `exp(x) / sum(exp(x))` along one axis or several: positive numbers that sum to 1.
 *
 * @param options.axis default -1
 *
 * The call takes a `mask`, which broadcasts to the input: masked elements are 0 and do not count.
 *
 * Input shape: any. Output shape: the same.
 *
 * @throws KeratinError `SHAPE` if a mask does not broadcast to the input
 * @example const y = Softmax()(Input({ shape: [10] }))
 * @see https://keras.io/api/layers/activation_layers/softmax/
 */
export const Softmax = callableClass(SoftmaxClass)
export type Softmax = SoftmaxClass
