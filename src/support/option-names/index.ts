import { KeratinError } from '../errors.js'
import { functions } from './functions.js'
import { layers } from './layers.js'
import { objects } from './objects.js'

const tables = { ...layers, ...objects, ...functions }

/** Every public class, function and method that takes options: `layers.Dense`, `loadImage`, `Model.fit`. */
export type OptionsOwner = keyof typeof tables

const lists = new Map<string, readonly string[]>()

/** All that take options, by name. */
export const optionsOwners = Object.keys(tables) as OptionsOwner[]

/** The names of the options of what may be public: none if it is not. */
export const optionNamesIfKnown = (owner: string): readonly string[] =>
  owner in tables ? optionNamesOf(owner as OptionsOwner) : []

/** The names of the options of a public class, function or method. */
export function optionNamesOf(owner: OptionsOwner): readonly string[] {
  let names = lists.get(owner)
  if (names === undefined) {
    const words: string | undefined = tables[owner]
    if (words === undefined) {
      throw new KeratinError('INTERNAL', `The names of the options of ${owner} are not in the table.`, {
        hint: 'Write it anew with scripts/tools/option-names.mjs.',
      })
    }
    names = words.split(/\s+/).filter((name) => name !== '')
    lists.set(owner, names)
  }
  return names
}
