import { tf } from '../engine/index.js'
import { KeratinError, showShape } from '../support/errors.js'
import { leavesOf, mapTree, type Tree } from './structure.js'
import { type TensorLike, toTensor } from './tensors.js'

/**
 * Puts elements of the same form together: every number, array or tensor in them becomes one tensor with a new first
 * axis. The elements stay the caller's.
 *
 * @throws KeratinError SHAPE when their forms or shapes differ
 */
export function stack(elements: readonly Tree<unknown>[]): Tree<tf.Tensor> {
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

function stackLeaves(values: readonly TensorLike[], path: string): tf.Tensor {
  const name = path || 'the element'
  if (values.every((value) => typeof value === 'number' || typeof value === 'boolean')) {
    return toTensor(values, { name })
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
