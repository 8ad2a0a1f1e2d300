import type { Origin } from '../upgrade/origin.js'
import { beside, flipped, reshaped, transposed } from './arrays.js'
import type { Recipe } from './recurrent.js'
import { sameShape, type Values } from './stored.js'

/** Layers whose kernels Theano walked from the other end. */
const flippedByTheano = /^(Conv[123]D|Conv2DTranspose|ConvLSTMCell)$/

type Change = (array: Values) => Values

/** What is known of a layer with a kernel. */
export interface KernelLayer {
  readonly className: string
  readonly channelsFirst: boolean
}

/**
 * How the kernel of a convolution comes from an array of that shape, of another backend or of Keras 1, where channels
 * that come first did so in the kernel too.
 *
 * @param wanted the shape of the weight
 */
function kernelChange(
  { className, channelsFirst }: KernelLayer,
  shape: readonly number[],
  wanted: readonly number[],
  { era, backend }: Origin,
): Change | undefined {
  if (!flippedByTheano.test(className) && className !== 'Conv3DTranspose') return undefined
  const steps: Change[] = []
  let now = [...shape]
  const turn = (order: readonly number[]) => {
    steps.push((array) => transposed(array, order))
    now = order.map((axis) => now[axis]!)
  }
  if (era === 1 && className === 'Conv1D' && now.length === 4) {
    const [length, , filters] = wanted as [number, number, number]
    if (!(now[0] === length && now[1] === 1 && now[3] === filters)) turn([2, 3, 1, 0])
    now = [now[0]!, now[2]!, now[3]!]
    const flat = [...now]
    steps.push((array) => reshaped(array, flat))
  }
  const window = wanted.slice(2).map((_, i) => i)
  const behind = window.map((axis) => axis + 2)
  const [last, beforeLast] = [wanted.at(-1)!, wanted.at(-2)!]
  const extents = wanted.slice(0, -2)
  const isOld = (old: readonly number[], always: boolean) =>
    sameShape(now, old) && (always || !sameShape(now, wanted))
  if (className.endsWith('Transpose')) {
    if (isOld([beforeLast, last, ...extents], era === 1 && channelsFirst)) turn([...behind, 0, 1])
    else if (isOld([...extents, last, beforeLast], era === 1 && !channelsFirst))
      turn([...window, now.length - 1, now.length - 2])
  } else if (isOld([last, beforeLast, ...extents], era === 1 && channelsFirst)) turn([...behind, 1, 0])
  if (backend === 'theano' && flippedByTheano.test(className)) steps.push((array) => flipped(array, window))
  return steps.length > 0 ? (array) => steps.reduce((value, step) => step(value), array) : undefined
}

/** How the weights of a convolution come from arrays of these shapes; undefined if they are the weights themselves. */
export function kernelRecipe(
  layer: KernelLayer,
  shapes: readonly (readonly number[])[],
  wanted: readonly (readonly number[])[],
  origin: Origin,
): Recipe | undefined {
  if (shapes.length === 0 || wanted.length === 0) return undefined
  const isCell = layer.className === 'ConvLSTMCell'
  if (isCell && shapes.length === 4 * wanted.length) return convLstmOfKeras1(layer, wanted, origin)
  const changes = wanted.map((shape, i) =>
    i === 0 || (isCell && i === 1) ? kernelChange(layer, shapes[i] ?? [], shape, origin) : undefined,
  )
  if (changes.every((change) => !change)) return undefined
  return changes.map((change, i) => (arrays) => (change ? change(arrays[i]!) : arrays[i]!))
}

/** Four gates i, c, f, o, each with its arrays. */
function convLstmOfKeras1(
  layer: KernelLayer,
  wanted: readonly (readonly number[])[],
  origin: Origin,
): Recipe {
  return wanted.map((shape, i) => {
    const own = [...shape.slice(0, -1), shape.at(-1)! / 4]
    return (arrays) =>
      beside(
        [0, 2, 1, 3].map((gate) => {
          const array = arrays[gate * wanted.length + i]!
          const change = i < 2 ? kernelChange(layer, array.shape, own, origin) : undefined
          return change ? change(array) : array
        }),
      )
  })
}
