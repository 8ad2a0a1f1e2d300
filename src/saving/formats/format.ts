import type { Model } from '../../model/index.js'
import type { LoadOptions } from '../load-options.js'
import type { SaveOptions } from '../save-model.js'
import type { Source } from '../source-type.js'
import type { ZipArchive } from '../zip/read-zip.js'

/** What the first look at a file shows. */
export interface Content {
  readonly source: Source
  readonly bytes: Uint8Array
  /** What is in it, if it is a zip archive. */
  readonly zip?: ZipArchive
  /** What it says, if it is JSON. */
  readonly json?: unknown
}

/** A kind of file: how it is called, told from others, read and written. */
export interface Format {
  readonly name: string
  /** For people: `Keras archive`. */
  readonly title: string
  /** How names of such files end, the usual one first. */
  readonly endings: readonly string[]
  /** Whether a file holds layers and weights, or one of them. */
  readonly holds: 'model' | 'weights' | 'layers'
  /** Whether a file of such content is of this kind. Formats are asked in the order of the table. */
  recognise(content: Content): boolean
  /** The model in a file. */
  readModel?(content: Content, options: LoadOptions): Promise<Model>
  /** Gives a model the weights in a file. */
  readWeights?(content: Content, model: Model): Promise<void>
  /** Writes a file with a model, or with its weights. */
  write?(model: Model, path: string, options: SaveOptions): Promise<void>
}
