import type { CustomObjects } from './keras/custom-objects.js'

export interface LoadOptions {
  /** Whether the model is compiled as it was when it was saved. Default true. */
  compile?: boolean
  /** Classes and functions of your own that the model uses, by the names they have in the file. */
  customObjects?: CustomObjects
}
