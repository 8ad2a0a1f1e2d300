import { tf } from '../../engine/index.js'
import type { CallContext, Tensors } from '../../graph/call-context.js'
import { directCall } from '../../graph/direct-call.js'
import type { Mask, Masks } from '../../graph/masks.js'
import { isShapeList, pythonShape, type Shape, type Shapes } from '../../graph/shape.js'
import { KeratinError } from '../../support/errors.js'
import { Layer } from '../base/layer.js'

/** What layers that combine several tensors element by element share. */
export abstract class Merging extends Layer {
  override readonly supportsMasking = true

  /** Combines two or more tensors of the same rank, or that broadcast. */
  protected abstract merge(inputs: tf.Tensor[], masks: readonly Mask[]): tf.Tensor

  override build(inputShape: Shapes): void {
    this.computeOutputShape(inputShape)
  }

  override call(inputs: Tensors, { mask }: CallContext = directCall()): tf.Tensor {
    return this.merge(sameRank(inputs as tf.Tensor[]), [mask].flat())
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return mergedShapes(this, inputShape).reduce((a, b) => broadcastShapes(this, a, b))
  }

  /** A position counts where it counts in any input; an input without a mask makes all positions count. */
  override computeMask(inputs: Tensors, mask: Masks): Mask {
    const masks = [mask].flat()
    if (!Array.isArray(inputs) || masks.length !== inputs.length || masks.some((m) => m === null)) return null
    return (masks as tf.Tensor[]).reduce((a, b) => tf.logicalOr(a, b))
  }
}

/** The input shapes of a layer that needs at least two. */
export function mergedShapes(layer: Layer, inputShape: Shapes, atLeast = 2): readonly Shape[] {
  if (!isShapeList(inputShape) || inputShape.length < atLeast) {
    const received = isShapeList(inputShape) ? `a list of ${inputShape.length}` : 'a single tensor'
    throw new KeratinError(
      'SHAPE',
      `${layer.className} "${layer.name}" must be called on a list of at least ${atLeast} tensors. Received: ${received}.`,
    )
  }
  return inputShape
}

function broadcastShapes(layer: Layer, a: Shape, b: Shape): Shape {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a]
  // a tensor of lower rank is given axes of extent 1 after the batch
  const padded = [short[0]!, ...Array<number>(long.length - short.length).fill(1), ...short.slice(1)]
  return long.map((d, i) => {
    const e = padded[i]!
    if (d === e || e === 1) return d
    if (d === 1) return e
    if (d === null || e === null) return i === 0 ? null : (d ?? e)
    throw new KeratinError(
      'SHAPE',
      `${layer.className} "${layer.name}" cannot combine shapes ${pythonShape(a)} and ${pythonShape(b)}.`,
      { hint: 'Extents must be equal or 1.' },
    )
  })
}

function sameRank(inputs: tf.Tensor[]): tf.Tensor[] {
  const rank = Math.max(...inputs.map((x) => x.rank))
  return inputs.map((x) =>
    x.rank === rank
      ? x
      : tf.reshape(x, [x.shape[0]!, ...Array<number>(rank - x.rank).fill(1), ...x.shape.slice(1)]),
  )
}

/** The tensors brought to their common shape: TensorFlow.js has no gradient for the extrema of tensors that broadcast. */
export function broadcastAll(inputs: readonly tf.Tensor[]): tf.Tensor[] {
  const shape = inputs
    .map((x) => x.shape)
    .reduce((a, b) => tf.broadcast_util.assertAndGetBroadcastShape(a, b))
  return inputs.map((x) => tf.broadcastTo(x, shape))
}
