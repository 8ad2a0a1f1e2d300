/** The same numbers in other shapes. */
import { tf } from '../engine/index.js'
import type { Shape } from '../graph/shape.js'
import { argumentError, KeratinError, showShape } from '../support/errors.js'
import { define, required } from './define.js'
import { type Operand, tensorOf } from './operand.js'
import { type Axes, axesOf, axisOf } from './shapes.js'
import type { OfOne } from './signatures.js'

type Extents = number | readonly number[]
const list = (value: Extents): number[] => [value].flat() as number[]

/** The tensor in another shape; -1 is what is left. https://keras.io/api/ops/numpy/#reshape-function */
export const reshape = define<
  OfOne<[newshape: readonly number[]] | [options: { newshape: readonly number[] }]>
>({
  className: 'Reshape',
  module: 'numpy',
  takes: ['x'],
  settings: { newshape: required },
  keepsDtype: true,
  shape: ([shape], { newshape }) => reshaped(shape!, newshape),
  compute: (x: Operand, { newshape }: { newshape: readonly number[] }) =>
    tf.reshape(tensorOf(x), [...newshape]),
})

function reshaped(shape: Shape, newshape: readonly number[]): Shape {
  const open = newshape.filter((n) => n === -1).length
  if (open > 1) throw argumentError('Reshape', 'a shape with one -1 at most', 'newshape', newshape)
  if (shape.includes(null)) return newshape.map((n) => (n === -1 ? null : n))
  const size = (shape as readonly number[]).reduce((a, b) => a * b, 1)
  const known = newshape.reduce((a, n) => (n === -1 ? a : a * n), 1)
  if (open === 0 ? known === size : known > 0 && size % known === 0)
    return newshape.map((n) => (n === -1 ? size / known : n))
  throw new KeratinError('SHAPE', `Reshape: ${showShape(shape)} cannot become ${showShape(newshape)}.`)
}

/** All numbers in a row. https://keras.io/api/ops/numpy/#ravel-function */
export const ravel = define<OfOne>({
  className: 'Ravel',
  module: 'numpy',
  takes: ['x'],
  keepsDtype: true,
  shape: ([shape]) => reshaped(shape!, [-1]),
  compute: (x: Operand) => tf.reshape(tensorOf(x), [-1]),
})

/** New axes of extent 1; `axis` counts those of the result. https://keras.io/api/ops/numpy/#expand_dims-function */
export const expandDims = define<OfOne<[axis: Extents] | [options: { axis: Extents }]>>({
  className: 'ExpandDims',
  module: 'numpy',
  takes: ['x'],
  settings: { axis: required },
  keepsDtype: true,
  shape: ([shape], { axis }) => expanded(shape!, axis),
  compute(given: Operand, { axis }: { axis: Extents }) {
    const x = tensorOf(given)
    return tf.reshape(x, expanded(x.shape, axis) as number[])
  },
})

function expanded(shape: Shape, axis: Extents): Shape {
  const rank = shape.length + list(axis).length
  const places = new Set(axesOf('ExpandDims', axis, rank))
  const rest = [...shape]
  return Array.from({ length: rank }, (_, i) => (places.has(i) ? 1 : rest.shift()!))
}

/** Without axes of extent 1; all of them, if there is no axis. https://keras.io/api/ops/numpy/#squeeze-function */
export const squeeze = define<OfOne<[axis?: Axes] | [options: { axis?: Axes }]>>({
  className: 'Squeeze',
  module: 'numpy',
  takes: ['x'],
  settings: { axis: null },
  keepsDtype: true,
  shape: ([shape], { axis }) => squeezed(shape!, axis),
  compute(given: Operand, { axis }: { axis: Axes }) {
    const x = tensorOf(given)
    return tf.reshape(x, squeezed(x.shape, axis) as number[])
  },
})

function squeezed(shape: Shape, axis: Axes): Shape {
  if (axis === null) return shape.filter((n) => n !== 1)
  const gone = axesOf('Squeeze', axis, shape.length)
  const other = gone.find((at) => shape[at] !== 1 && shape[at] !== null)
  if (other !== undefined) {
    throw new KeratinError('SHAPE', `Squeeze: axis ${other} of shape ${showShape(shape)} has not extent 1.`)
  }
  return shape.filter((_, at) => !gone.includes(at))
}

type Transpose = [axes?: readonly number[] | null] | [options: { axes?: readonly number[] | null }]

/** The axes in another order; turned round, if there is none. https://keras.io/api/ops/numpy/#transpose-function */
export const transpose = define<OfOne<Transpose>>({
  className: 'Transpose',
  module: 'numpy',
  takes: ['x'],
  settings: { axes: null },
  keepsDtype: true,
  shape: ([shape], { axes }) => orderOf(shape!.length, axes).map((at) => shape![at]!),
  compute(given: Operand, { axes }: { axes: readonly number[] | null }) {
    const x = tensorOf(given)
    return tf.transpose(x, orderOf(x.rank, axes))
  },
})

function orderOf(rank: number, axes: readonly number[] | null): number[] {
  const order = axes === null ? axesOf('Transpose', null, rank).reverse() : axesOf('Transpose', axes, rank)
  if (order.length === rank) return order
  throw argumentError('Transpose', `all ${rank} axes`, 'axes', axes)
}

type Swap = [axis1: number, axis2: number] | [options: { axis1: number; axis2: number }]

/** Two axes exchanged. https://keras.io/api/ops/numpy/#swapaxes-function */
export const swapaxes = define<OfOne<Swap>>({
  className: 'Swapaxes',
  module: 'numpy',
  takes: ['x'],
  settings: { axis1: required, axis2: required },
  keepsDtype: true,
  shape: ([shape], { axis1, axis2 }) => swapped(shape!.length, axis1, axis2).map((at) => shape![at]!),
  compute(given: Operand, { axis1, axis2 }: { axis1: number; axis2: number }) {
    const x = tensorOf(given)
    return tf.transpose(x, swapped(x.rank, axis1, axis2))
  },
})

function swapped(rank: number, axis1: number, axis2: number): number[] {
  const [a, b] = [axisOf('Swapaxes', axis1, rank, 'axis1'), axisOf('Swapaxes', axis2, rank, 'axis2')]
  return axesOf('Swapaxes', null, rank).map((at) => (at === a ? b : at === b ? a : at))
}

type Move = [source: Extents, destination: Extents] | [options: { source: Extents; destination: Extents }]

/** Axes in other places; the others keep their order. https://keras.io/api/ops/numpy/#moveaxis-function */
export const moveaxis = define<OfOne<Move>>({
  className: 'Moveaxis',
  module: 'numpy',
  takes: ['x'],
  settings: { source: required, destination: required },
  keepsDtype: true,
  shape: ([shape], { source, destination }) =>
    moved(shape!.length, source, destination).map((at) => shape![at]!),
  compute(given: Operand, { source, destination }: { source: Extents; destination: Extents }) {
    const x = tensorOf(given)
    return tf.transpose(x, moved(x.rank, source, destination))
  },
})

function moved(rank: number, source: Extents, destination: Extents): number[] {
  const from = axesOf('Moveaxis', source, rank)
  const to = axesOf('Moveaxis', destination, rank)
  if (from.length !== to.length)
    throw argumentError('Moveaxis', `${from.length} axes`, 'destination', destination)
  const rest = axesOf('Moveaxis', null, rank).filter((at) => !from.includes(at))
  return Array.from({ length: rank }, (_, at) => (to.includes(at) ? from[to.indexOf(at)]! : rest.shift()!))
}
