import type { FormatName, Model } from '../../model/index.js'
import type { FileData } from '../../support/files.js'
import type { LoadOptions } from '../load-options.js'
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

/** How a model becomes a file. */
export interface WriteOptions {
  /** The time that the file tells it was saved at. */
  readonly date: Date
  /** Whether weights are in half precision. */
  readonly float16: boolean
}

/** A file of a folder. */
export interface FolderFile {
  readonly name: string
  readonly data: FileData
}

/** A kind of file: how it is called, told from others, read and written. */
export interface Format {
  readonly name: FormatName
  /** For people: `Keras archive`. */
  readonly title: string
  /** How names of such files end, the usual one first; a whole name where there is no point before it. */
  readonly endings: readonly string[]
  /** Whether a file holds layers and weights, or one of them. */
  readonly holds: 'model' | 'weights' | 'layers'
  /** Whether a model can be stored whose weights are not there yet, as its layers alone. */
  readonly unbuilt?: boolean
  /** Whether numbers can be stored in half precision. */
  readonly halves?: boolean
  /** Whether a file of such content is of this kind. Formats are asked in the order of the table. */
  recognise(content: Content): boolean
  /** The model in a file. */
  readModel?(content: Content, options: LoadOptions): Promise<Model>
  /** Gives a model the weights in a file. */
  readWeights?(content: Content, model: Model): Promise<void>
  /** The content of a file with a model, or with what the format holds of one. */
  write?(model: Model, options: WriteOptions): FileData | Promise<FileData>
  /** Likewise the files of a folder, for formats of several; last the one from which the others are found. */
  writeFolder?(model: Model, options: WriteOptions): Promise<readonly FolderFile[]>
  /** What a file does not hold of this model, a sentence each. */
  lost(model: Model): readonly string[]
}
