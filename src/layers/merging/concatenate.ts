import { tf } from '../../engine/index.js'
import type { Tensors } from '../../graph/call-context.js'
import type { Mask, Masks } from '../../graph/masks.js'
import { pythonShape, type Shapes, shapesAgree } from '../../graph/shape.js'
import type { SymbolicTensor } from '../../graph/symbolic.js'
import { callableClass } from '../../support/callable.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'
import { mergedShapes } from './merging.js'

interface ConcatenateOptions extends LayerOptions {
  /** Default -1. */
  axis?: number
}

class ConcatenateClass extends Layer {
  static override readonly className = 'Concatenate'
  override readonly supportsMasking = true
  readonly axis: number

  constructor(options?: ConcatenateOptions)
  constructor(axis: number, options?: ConcatenateOptions)
  constructor(...args: unknown[]) {
    const options = named<ConcatenateOptions>(['axis'], args, new.target.className)
    super(options)
    const { axis = -1 } = options
    if (!Number.isInteger(axis) || axis === 0)
      throw argumentError('Concatenate', 'an integer other than 0', 'axis', axis)
    this.axis = axis
  }

  override build(inputShape: Shapes): void {
    this.computeOutputShape(inputShape)
  }

  override call(inputs: Tensors): tf.Tensor {
    return tf.concat(inputs as tf.Tensor[], this.#axisOf((inputs as tf.Tensor[])[0]!.rank))
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const shapes = mergedShapes(this, inputShape, 1)
    const first = shapes[0]!
    const axis = this.#axisOf(first.length)
    const others = (shape: readonly (number | null)[]) => shape.map((d, i) => (i === axis ? null : d))
    const wrong = shapes.find((s) => !shapesAgree(others(s), others(first)))
    if (wrong || first[axis] === undefined) {
      throw new KeratinError(
        'SHAPE',
        `Concatenate "${this.name}" needs inputs that differ on axis ${this.axis} only. ` +
          `Received: ${shapes.map(pythonShape).join(', ')}.`,
      )
    }
    const extents = shapes.map((s) => s[axis]!)
    const total = extents.some((e) => (e as number | null) === null)
      ? null
      : (extents as number[]).reduce((a, b) => a + b, 0)
    const known = (i: number) =>
      shapes.map((s) => s[i]!).find((extent) => (extent as number | null) !== null) ?? null
    return first.map((d, i) => (i === axis ? total : (d ?? known(i))))
  }

  override computeMask(inputs: Tensors, mask: Masks): Mask {
    const masks = [mask].flat()
    const tensors = inputs as tf.Tensor[]
    if (masks.every((m) => m === null)) return null
    const axis = this.#axisOf(tensors[0]!.rank)
    const rank = tensors[0]!.rank
    // an input without a mask counts everywhere; a mask lacks the last axes of its tensor
    const full = tensors.map((x, i) => {
      const m = masks[i]
      if (!m) return tf.ones(x.shape, 'bool')
      const wide = tf.reshape(m, [...m.shape, ...Array<number>(rank - m.rank).fill(1)])
      return tf.logicalAnd(tf.ones(x.shape, 'bool'), wide)
    })
    return tf.any(tf.concat(full, axis), -1)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), axis: this.axis }
  }

  #axisOf(rank: number): number {
    return this.axis < 0 ? this.axis + rank : this.axis
  }
}

/**
 * Puts several tensors one after the other along an axis.
 *
 * @param options.axis default -1
 *
 * Input shape: a list of tensors that differ on that axis only. Output shape: theirs, the axis added up.
 *
 * @throws KeratinError `SHAPE` if they differ elsewhere
 * @example const y = Concatenate()([a, b])
 * @see https://keras.io/api/layers/merging_layers/concatenate/
 */
export const Concatenate = callableClass(ConcatenateClass)
export type Concatenate = ConcatenateClass

/** `Concatenate(options)(inputs)` in one call. */
export const concatenate = (
  inputs: readonly SymbolicTensor[],
  options: ConcatenateOptions = {},
): SymbolicTensor => new Concatenate(options)(inputs)
