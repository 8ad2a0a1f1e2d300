import { showShape } from '../../../support/errors.js'
import { tf } from '../../tf.js'
import { type Check, refusal } from './refuse.js'

const pairs = (values: readonly (readonly number[])[]) => `[${values.map(showShape).join(', ')}]`

/** Kernels that move values: the parts they are told must be parts of what there is. */
export const movementChecks: Record<string, Check> = {
  Slice({ inputs, attrs }) {
    const { shape }: { shape: number[] } = inputs.x
    const [begin, size] = tf.slice_util.parseSliceParams(inputs.x, attrs.begin, attrs.size) as [
      number[],
      number[],
    ]
    if (begin.length !== shape.length || size.length !== shape.length) {
      const received = `begin ${showShape(begin)}, size ${showShape(size)} of ${showShape(shape)}`
      throw refusal('slice', 'begin and size must have one number for each axis', received)
    }
    for (let axis = 0; axis < shape.length; axis++) {
      if (begin[axis]! >= 0 && size[axis]! >= 0 && begin[axis]! + size[axis]! <= shape[axis]!) continue
      const received = `begin ${showShape(begin)} and size ${showShape(size)}`
      throw refusal('slice', `the part must lie within the shape ${showShape(shape)}`, received)
    }
  },
  PadV2({ inputs, attrs }) {
    const paddings: [number, number][] = attrs.paddings
    if (paddings.length !== inputs.x.shape.length || paddings.some(([a, b]) => !(a >= 0 && b >= 0))) {
      const expected = `paddings must be two numbers, not negative, for each axis of ${showShape(inputs.x.shape)}`
      throw refusal('pad', expected, pairs(paddings))
    }
  },
  Tile({ inputs, attrs }) {
    const reps: number[] = attrs.reps
    if (reps.every((n) => Number.isInteger(n) && n >= 0)) return
    const expected = `reps must be numbers that are not negative, for the axes of ${showShape(inputs.x.shape)}`
    throw refusal('tile', expected, showShape(reps))
  },
  BatchToSpaceND({ inputs, attrs }) {
    const { blockShape, crops }: { blockShape: number[]; crops: [number, number][] } = attrs
    blockShape.forEach((block, i) => {
      const extent = block * inputs.x.shape[i + 1]
      const [first, last] = crops[i]!
      if (first >= 0 && last >= 0 && first + last <= extent) return
      throw refusal('batchToSpaceND', `crops of axis ${i + 1} must leave some of ${extent}`, pairs(crops))
    })
  },
  Transpose({ inputs, attrs }) {
    const { perm }: { perm: number[] } = attrs
    const axes = [...perm].sort((a, b) => a - b)
    if (axes.length === inputs.x.shape.length && axes.every((axis, i) => axis === i)) return
    const expected = `perm must be an order of the axes of ${showShape(inputs.x.shape)}`
    throw refusal('transpose', expected, showShape(perm))
  },
  Select({ inputs: { condition, t, e } }) {
    const { arraysEqual } = tf.util
    const fits = condition.shape.length === 1 ? condition.shape[0] === t.shape[0] : false
    if (arraysEqual(t.shape, e.shape) && (fits || arraysEqual(condition.shape, t.shape))) return
    const expected = 'the condition, or its rows, and both choices must be of one shape'
    throw refusal(
      'where',
      expected,
      [condition, t, e].map(({ shape }) => showShape(shape)).join(', '),
      'SHAPE',
    )
  },
  SplitV({ inputs, attrs }) {
    const axis = tf.util.parseAxisParam(attrs.axis, inputs.x.shape)[0]!
    const sizes = tf.backend_util.prepareSplitSize(inputs.x, attrs.numOrSizeSplits, axis)
    if (sizes.every((size) => size >= 0)) return
    throw refusal('split', 'sizes must not be negative', showShape(sizes))
  },
}
