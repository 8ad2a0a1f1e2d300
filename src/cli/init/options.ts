import { choice, text } from '../options/option.js'
import { debug, json, quiet } from '../options/shared.js'

/** What a starter project is about. */
export const starters = {
  digits: 'a convolutional network that reads digits; its data is drawn on the spot',
  images: 'photos of your own in a folder for each class; some drawings to begin with',
  texts: 'texts of your own in classes; a table of some to begin with',
} as const
export type StarterName = keyof typeof starters

/** The options of `keratin init`. */
export const initOptions = {
  recipe: choice('what the project is about', Object.keys(starters) as StarterName[], {
    placeholder: '<name>',
    default: 'digits',
  }),
  keratin: text('version of keratin in package.json, or a path to it', {
    placeholder: '<version>',
    default: 'this one',
  }),
  json,
  quiet,
  debug,
} as const
