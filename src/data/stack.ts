import { tf } from '../engine/index.js'
import { KeratinError, showShape } from '../support/errors.js'
import { isRecord, leavesOf, mapTree, type Tree } from './structure.js'
import { type NestedArray, type TensorLike, toTensor } from './tensors.js'

/**
 * Puts elements of the same form together: every number, row of numbers or tensor in them becomes one tensor with a
 * new first axis. The elements stay the caller's. An array of numbers is a row where it is within an element, as the
 * inputs of `[[1, 2, 3], 0]` are; an element itself is a list of its parts.
 *
 * @throws KeratinError SHAPE when their forms or shapes differ
 */
export function stack(given: readonly Tree<unknown>[]): Tree<tf.Tensor> {
  const elements = given.map(withRows)
  const columns = elements.map((element) => leavesOf(element))
  const first = columns[0]!
  for (const [i, column] of columns.entries()) {
    if (column.length !== first.length || column.some(({ path }, k) => path !== first[k]!.path)) {
      const names = (leaves: typeof first) => leaves.map(({ path }) => path || 'a value').join(', ')
      const message = `Elements of a batch must have the same form. Expected: ${names(first)}, as element 0.`
      throw new KeratinError('SHAPE', `${message} Received: ${names(column)}, in element ${i}.`)
    }
  }
  return tf.tidy(() => {
    let k = 0
    return mapTree(elements[0]!, (_, path) => {
      const column = columns.map((leaves) => leaves[k]!.leaf as TensorLike)
      k++
      return stackLeaves(column, path)
    }) as tf.TensorContainer
  }) as Tree<tf.Tensor>
}

/** The element with rows of numbers in it taken as one value each. */
function withRows(element: Tree<unknown>): Tree<unknown> {
  if (Array.isArray(element)) return element.map((part) => (isRow(part) ? new Row(part) : withRows(part)))
  if (!isRecord(element)) return element
  const parts = Object.entries(element).map(([name, part]) => [
    name,
    isRow(part) ? new Row(part) : withRows(part as Tree<unknown>),
  ])
  return Object.fromEntries(parts)
}

/** Numbers in arrays of any depth, which are one value. */
class Row {
  constructor(readonly values: NestedArray) {}
}

const isRow = (part: unknown): part is NestedArray =>
  Array.isArray(part) && part.length > 0 && part.every((v) => isNumber(v) || isRow(v))

const isNumber = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean'

function stackLeaves(leaves: readonly (TensorLike | Row)[], path: string): tf.Tensor {
  const name = path || 'the element'
  const values = leaves.map((leaf) => (leaf instanceof Row ? leaf.values : leaf))
  if (values.every(isNumber)) {
    return toTensor(values as NestedArray, { name })
  }
  const tensors = values.map((value) => toTensor(value, { name }))
  const { shape } = tensors[0]!
  const odd = tensors.findIndex(
    (t) => t.rank !== shape.length || t.shape.some((d, axis) => d !== shape[axis]),
  )
  if (odd < 0) return tf.stack(tensors)
  const expected = `Expected: shape ${showShape(shape)}, as element 0.`
  const received = `Received: shape ${showShape(tensors[odd]!.shape)} in element ${odd}.`
  throw new KeratinError('SHAPE', `${name} cannot be batched. ${expected} ${received}`, {
    hint: 'Resize, pad or cut elements to one shape first.',
  })
}
