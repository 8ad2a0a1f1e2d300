import { tf } from '../../engine/index.js'
import { KeratinError } from '../../support/errors.js'
import { unknownName } from '../../support/names.js'
import type { Structure } from '../trainable.js'

/**
 * The tensors of a structure in the order of `names`.
 *
 * @param what whose they are, for messages: `inputs`
 * @throws KeratinError `DATA` if their number differs; `UNKNOWN_NAME` for a name that is none of `names`
 */
export function arrange(
  structure: Structure<tf.Tensor>,
  names: readonly string[],
  what: string,
): tf.Tensor[] {
  if (structure instanceof tf.Tensor) return fitNumber([structure], names, what)
  if (Array.isArray(structure)) return fitNumber(structure as tf.Tensor[], names, what)
  const record = structure as Readonly<Record<string, tf.Tensor>>
  checkNames(record, names, what)
  return names.map((name) => {
    const t = record[name]
    if (t) return t
    throw new KeratinError('DATA', `The data has no entry "${name}" for the ${what} of the model.`, {
      hint: `Expected: ${names.join(', ')}.`,
    })
  })
}

/**
 * The targets in the order of the outputs. Outputs without a loss need none, and a list may leave them out.
 *
 * @param trained indexes of the outputs that have a loss
 */
export function arrangeTargets(
  structure: Structure<tf.Tensor> | undefined,
  names: readonly string[],
  trained: readonly number[],
): (tf.Tensor | null)[] {
  if (structure === undefined) return names.map(() => null)
  if (!(structure instanceof tf.Tensor) && !Array.isArray(structure)) {
    const record = structure as Readonly<Record<string, tf.Tensor>>
    checkNames(record, names, 'outputs')
    return names.map((name) => record[name] ?? null)
  }
  const list = [structure].flat() as tf.Tensor[]
  if (list.length !== names.length && list.length === trained.length) {
    return names.map((_, i) => (trained.includes(i) ? list[trained.indexOf(i)]! : null))
  }
  return fitNumber(list, names, 'outputs')
}

/** The sample weights of each output; a single tensor holds for all. */
export function arrangeWeights(
  structure: Structure<tf.Tensor> | undefined,
  names: readonly string[],
): (tf.Tensor | null)[] {
  if (structure === undefined) return names.map(() => null)
  if (structure instanceof tf.Tensor) return names.map(() => structure)
  if (Array.isArray(structure)) {
    const list = structure as (tf.Tensor | null)[]
    return list.length === 1 ? names.map(() => list[0]!) : fitNumber(list, names, 'outputs', 'sample weights')
  }
  const record = structure as Readonly<Record<string, tf.Tensor>>
  checkNames(record, names, 'outputs')
  return names.map((name) => record[name] ?? null)
}

function fitNumber<T>(list: readonly T[], names: readonly string[], what: string, given = 'tensors'): T[] {
  if (list.length === names.length) return [...list]
  throw new KeratinError(
    'DATA',
    `The model has ${names.length} ${what} (${names.join(', ')}). Received: ${list.length} ${given}.`,
    { hint: `Give a list of ${names.length}, or a record by name.` },
  )
}

function checkNames(record: object, names: readonly string[], what: string): void {
  for (const name of Object.keys(record)) {
    if (!names.includes(name)) throw unknownName(`name in the data for the ${what}`, name, names)
  }
}
