import { l2Normalize, tf, typedProduct } from '../../engine/index.js'
import type { Mask } from '../../graph/masks.js'
import { pythonShape, type Shape, type Shapes } from '../../graph/shape.js'
import type { SymbolicTensor } from '../../graph/symbolic.js'
import { callableClass } from '../../support/callable.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'
import { mergedShapes } from './merging.js'

interface DotOptions extends LayerOptions {
  /** The axis of both that is summed over, or one of each. */
  axes?: number | readonly [number, number]
  /** Whether vectors along the axis are brought to length 1 first. Default false. */
  normalize?: boolean
}

class DotClass extends Layer {
  static override readonly className = 'Dot'
  override readonly supportsMasking = true
  readonly axes: number | readonly [number, number]
  readonly normalize: boolean

  constructor(axes: number | readonly [number, number], options?: DotOptions)
  constructor(options: DotOptions & { axes: number | readonly [number, number] })
  constructor(...args: unknown[]) {
    const options = named<DotOptions>(['axes'], args, new.target.className)
    super(options)
    const axes = options.axes as number | readonly [number, number]
    const list = typeof axes === 'number' ? [axes, axes] : axes
    if (!Array.isArray(list) || list.length !== 2 || !list.every((a) => Number.isInteger(a) && a !== 0))
      throw argumentError('Dot', 'an integer other than 0 (the batch) or a list of two', 'axes', axes)
    this.axes = axes
    this.normalize = options.normalize ?? false
  }

  override build(inputShape: Shapes): void {
    this.computeOutputShape(inputShape)
  }

  #axes(a: Shape, b: Shape): [number, number] {
    const [i, j] = typeof this.axes === 'number' ? [this.axes, this.axes] : this.axes
    return [i < 0 ? i + a.length : i, j < 0 ? j + b.length : j]
  }

  override call([a, b]: [tf.Tensor, tf.Tensor]): tf.Tensor {
    const [i, j] = this.#axes(a.shape, b.shape)
    const left = axisLast(this.normalize ? l2Normalize(a, i) : a, i)
    const right = axisLast(this.normalize ? l2Normalize(b, j) : b, j)
    const product = typedProduct(asMatrices(left), asMatrices(right), false, true)
    const shape = [...left.shape.slice(0, -1), ...right.shape.slice(1, -1)]
    return tf.reshape(product, shape.length === 1 ? [...shape, 1] : shape)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const shapes = mergedShapes(this, inputShape)
    const [a, b] = shapes as [Shape, Shape]
    const [i, j] = this.#axes(a, b)
    const differ = (d: number | null | undefined, e: number | null | undefined) =>
      d === undefined || e === undefined || (d !== null && e !== null && d !== e)
    if (shapes.length !== 2 || differ(a[0], b[0]) || differ(a[i], b[j])) {
      throw new KeratinError(
        'SHAPE',
        `Dot "${this.name}" must be called on two tensors of the same extent on axis ${i} of the first and ${j} of the second. ` +
          `Received: ${shapes.map(pythonShape).join(', ')}.`,
      )
    }
    const shape = [...a.filter((_, axis) => axis !== i), ...b.filter((_, axis) => axis !== j && axis > 0)]
    return shape.length === 1 ? [...shape, 1] : shape
  }

  override computeMask(): Mask {
    return null
  }

  override getConfig(): Config {
    return { ...super.getConfig(), axes: this.axes, normalize: this.normalize }
  }
}

function axisLast(x: tf.Tensor, axis: number): tf.Tensor {
  if (axis === x.rank - 1) return x
  const others = x.shape.map((_, i) => i).filter((i) => i !== axis)
  return tf.transpose(x, [...others, axis])
}

/** [batch, rows, columns], whatever is between the first and the last axis as rows. */
const asMatrices = (x: tf.Tensor): tf.Tensor => tf.reshape(x, [x.shape[0]!, -1, x.shape.at(-1)!])

/**
 * Scalar products of the vectors in two tensors, along an axis of each, sample by sample.
 *
 * @param axes the axis of both, or one of each; 0 is the batch
 * @param options.normalize whether vectors are brought to length 1 first, for the cosine of their angle. Default false
 *
 * Input shape: a list of two tensors of the same extent on those axes. Output shape: the axes of the first and then of
 * the second without those and the second's batch; at least two.
 *
 * @throws KeratinError `SHAPE` if the shapes do not go together
 * @example const y = Dot(1, { normalize: true })([a, b])
 * @see https://keras.io/api/layers/merging_layers/dot/
 */
export const Dot = callableClass(DotClass)
export type Dot = DotClass

/** `Dot(axes, options)(inputs)` in one call; `axes` defaults to -1. */
export const dot = (
  inputs: readonly SymbolicTensor[],
  { axes = -1, ...options }: DotOptions = {},
): SymbolicTensor => new Dot({ axes, ...options })(inputs)
