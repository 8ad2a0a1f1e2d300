import { beside, parts, reshaped, sum, transposed } from './arrays.js'
import { sameShape, type Values } from './stored.js'

/** How weights of one layer come from arrays of a file, one function a weight. */
export type Recipe = ((arrays: readonly Values[]) => Values)[]

const columns =
  (...indices: number[]) =>
  (arrays: readonly Values[]): Values =>
    beside(indices.map((i) => arrays[i]!))

/** An LSTM of Keras 1: for each of the gates i, c, f, o a kernel, a recurrent kernel and a bias. */
const lstmOf12: Recipe = [columns(0, 6, 3, 9), columns(1, 7, 4, 10), columns(2, 8, 5, 11)]

/** A GRU of Keras 1: likewise for z, r, h. */
const gruOf9: Recipe = [columns(0, 3, 6), columns(1, 4, 7), columns(2, 5, 8)]

/** Gate by gate, the kernel that the library of the graphics card keeps transposed. */
const fromCard = (gates: number): Recipe => [
  ([kernel]) =>
    beside(
      parts(kernel!, gates).map((part) => {
        const [inputs, units] = part.shape as [number, number]
        return transposed(reshaped(part, [units, inputs]), [1, 0])
      }),
    ),
  ([, recurrent]) => beside(parts(recurrent!, gates).map((part) => transposed(part, [1, 0]))),
]

const lstmFromCard: Recipe = [
  ...fromCard(4),
  ([, , bias]) => {
    const [input, recurrent] = parts(bias!, 2)
    return sum(input!, recurrent!)
  },
]

const gruFromCard: Recipe = [...fromCard(3), ([, , bias]) => reshaped(bias!, [2, bias!.shape[0]! / 2])]

/** How the weights of a cell come from arrays of these shapes; undefined if they are the weights themselves. */
export function recurrentRecipe(
  className: string,
  shapes: readonly (readonly number[])[],
  units: number,
): Recipe | undefined {
  const isLstm = className === 'LSTMCell'
  if (!isLstm && className !== 'GRUCell') return undefined
  if (shapes.length === (isLstm ? 12 : 9)) return isLstm ? lstmOf12 : gruOf9
  const gates = isLstm ? 4 : 3
  const isOfCard = shapes.length === 3 && sameShape(shapes[2]!, [2 * gates * units])
  return isOfCard ? (isLstm ? lstmFromCard : gruFromCard) : undefined
}

/** In how many arrays Keras 1 kept what is in `count` since. */
export function arraysInKeras1(className: string, count: number): number {
  const gates: Readonly<Record<string, number>> = { LSTMCell: 4, GRUCell: 3, ConvLSTMCell: 4 }
  return Object.hasOwn(gates, className) ? gates[className]! * count : count
}
