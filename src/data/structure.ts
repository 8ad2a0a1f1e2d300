import { tf } from '../engine/index.js'
import { KeratinError, showShape } from '../support/errors.js'
import { type TensorLike, toTensor } from './tensors.js'

/** One value, a list of values, or values by name. */
export type Structure<T> = T | readonly T[] | Readonly<Record<string, T>>

/** Lists and records of any depth. */
export type Tree<T> = T | readonly Tree<T>[] | { readonly [name: string]: Tree<T> | undefined }

/** Whether it is an object literal, as values by name are given. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (value === null || typeof value !== 'object') return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The same lists and records with every leaf replaced; what is no list or record is a leaf, undefined is left out. */
export function mapTree<T, U>(tree: Tree<T>, map: (leaf: T, path: string) => U, path = ''): Tree<U> {
  if (Array.isArray(tree)) return tree.map((item: Tree<T>, i) => mapTree(item, map, `${path}[${i}]`))
  if (!isRecord(tree)) return map(tree as T, path)
  const entries = Object.entries(tree).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, mapTree(value as Tree<T>, map, path ? `${path}.${name}` : name)]),
  )
}

/** The leaves of a tree in order, with their paths. */
export function leavesOf<T>(tree: Tree<T>): { path: string; leaf: T }[] {
  const found: { path: string; leaf: T }[] = []
  mapTree(tree, (leaf: T, path) => found.push({ leaf, path }))
  return found
}

/** Disposes every tensor in a tree; other leaves are left alone. */
export function disposeTree(tree: Tree<unknown>): void {
  if (tree instanceof tf.Tensor) {
    if (!tree.isDisposed) tree.dispose()
  } else if (Array.isArray(tree)) for (const item of tree) disposeTree(item)
  else if (isRecord(tree)) for (const name in tree) disposeTree(tree[name] as Tree<unknown>)
}

/**
 * Values as users give them, as a structure of tensors: an array of tensors is a list of them, a record has them by
 * name, everything else is one tensor. With `count` above one an array of that length is a list, too.
 *
 * @param made receives the tensors that were not given but made here
 */
export function toTensors(
  value: Structure<TensorLike>,
  name: string,
  made: tf.Tensor[],
  count = 1,
): Structure<tf.Tensor> {
  const one = (leaf: TensorLike, path: string) => {
    const t = toTensor(leaf, { name: path })
    if (t !== leaf) made.push(t)
    return t
  }
  if (isRecord(value)) {
    const entries = Object.entries(value as Record<string, TensorLike>)
    return Object.fromEntries(entries.map(([key, leaf]) => [key, one(leaf, `${name}.${key}`)]))
  }
  if (isList(value, count)) return value.map((item, i) => one(item, `${name}[${i}]`))
  return one(value as TensorLike, name)
}

function isList(value: Structure<TensorLike>, count: number): value is readonly TensorLike[] {
  if (!Array.isArray(value) || value.length === 0) return false
  return (
    value.some((item) => item instanceof tf.Tensor) || (count > 1 && value.length === count && !isFlat(value))
  )
}

const isFlat = (value: readonly unknown[]): boolean =>
  typeof value[0] === 'number' || typeof value[0] === 'boolean'

/**
 * The number of rows that all tensors of a tree have in common.
 *
 * @throws KeratinError SHAPE naming every tensor with its shape when they differ, or when one has no rows
 */
export function countRows(tree: Tree<tf.Tensor>): number {
  const leaves = leavesOf(tree)
  const shapes = leaves.map(({ path, leaf }) => `${path || 'the data'} ${showShape(leaf.shape)}`).join(', ')
  if (leaves.some(({ leaf }) => leaf.rank === 0)) {
    throw new KeratinError('SHAPE', `Data must have a first axis of samples. Received: ${shapes}.`, {
      hint: 'Put single samples into an array.',
    })
  }
  const rows = leaves[0]?.leaf.shape[0] ?? 0
  if (leaves.every(({ leaf }) => leaf.shape[0] === rows)) return rows
  throw new KeratinError('SHAPE', `All data must have the same number of samples. Received: ${shapes}.`, {
    hint: 'Check the first axis of each.',
  })
}
