import { basename, resolve } from 'node:path'
import { argumentError, KeratinError } from '../../../support/errors.js'
import { unknownName } from '../../../support/names.js'
import { checkOptionNames } from '../../../support/options.js'
import { readTextFile } from '../../../support/text-file.js'
import { parseCsv } from '../../text/csv.js'
import { byName } from './list-images.js'

/** A table that names the class of each file. */
export interface CsvLabels {
  /** The file, from the folder of the images on. */
  csv: string
  /** The column with the names of image files. Default the first. */
  file?: string
  /** The column with the classes. Default the second. */
  label?: string
}

/**
 * Where labels come from: the folder an image is in (`inferred`), the word its name begins with (`names`:
 * `cat.1.jpg`, `dog_02.png`), the first group of a pattern on its name, a table, a function of its path from the folder
 * on (undefined leaves the image out), a class number for each image in the order of paths, or nowhere (null).
 */
export type LabelSource =
  | 'inferred'
  | 'names'
  | RegExp
  | CsvLabels
  | ((path: string) => string | undefined)
  | readonly number[]
  | null

/** Images with their class numbers. */
export interface LabelledFiles {
  /** Paths from the folder on. */
  files: string[]
  /** The class number of each; undefined without labels. */
  labels: Int32Array | undefined
  classNames: string[]
}

const firstWord = /^(\p{L}+)[^\p{L}]/u

/**
 * The class of each image.
 *
 * @param classNames the classes wanted, in their order; others are left out. Default: all that occur, by name
 * @throws KeratinError DATA if classes cannot be told, UNKNOWN_NAME for a class that does not occur
 */
export async function labelFiles(
  folder: string,
  files: readonly string[],
  source: LabelSource,
  classNames?: readonly string[],
): Promise<LabelledFiles> {
  if (source === null) return { files: [...files], labels: undefined, classNames: [] }
  if (Array.isArray(source)) return numbered(folder, files, source)
  const classOf = await classifier(folder, files, source as Exclude<LabelSource, null | readonly number[]>)
  const named = files.map((file) => [file, classOf(file)] as const).filter(([, name]) => name !== undefined)
  const found = [...new Set(named.map(([, name]) => name!))].sort(byName)
  const absent = classNames?.find((name) => !found.includes(name))
  if (absent !== undefined) throw unknownName(`class of ${folder}`, absent, found)
  const classes = classNames ? [...classNames] : found
  const kept = named.filter(([, name]) => classes.includes(name!))
  return {
    files: kept.map(([file]) => file),
    labels: Int32Array.from(kept, ([, name]) => classes.indexOf(name!)),
    classNames: classes,
  }
}

type Classifier = (file: string) => string | undefined

async function classifier(
  folder: string,
  files: readonly string[],
  source: Exclude<LabelSource, null | readonly number[]>,
): Promise<Classifier> {
  if (typeof source === 'function') return source
  if (source === 'inferred') return byFolder(folder, files)
  if (source === 'names') return byPattern(folder, files, firstWord)
  if (source instanceof RegExp) return byPattern(folder, files, source)
  if (typeof source === 'object' && 'csv' in source) {
    checkOptionNames('labels of imageDatasetFromDirectory', source, ['csv', 'file', 'label'])
    return byTable(folder, files, source as CsvLabels)
  }
  throw argumentError(
    'imageDatasetFromDirectory',
    "'inferred', 'names', a pattern, { csv }, a function, class numbers or null",
    'labels',
    source,
  )
}

function byFolder(folder: string, files: readonly string[]): Classifier {
  const outside = files.filter((file) => !file.includes('/'))
  if (files.length > 0 && outside.length === files.length) {
    const isNamed = new Set(outside.map((file) => firstWord.exec(file)?.[1])).size > 1
    throw new KeratinError('DATA', `${folder} has no folder for each class: its images lie side by side.`, {
      hint: isNamed
        ? `Give labels: 'names' if their names tell the classes, as that of ${outside[0]} does.`
        : 'Put the images of each class into a folder of its own, or say with labels where classes come from.',
    })
  }
  // beside class folders, loose images belong to no class
  return (file) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : undefined)
}

function byPattern(folder: string, files: readonly string[], pattern: RegExp): Classifier {
  const classOf = (file: string) =>
    new RegExp(pattern, pattern.flags.replace(/[gy]/g, '')).exec(basename(file))?.[1]
  const odd = files.filter((file) => classOf(file) === undefined)
  if (odd.length === 0) return classOf
  const message = `${odd.length} of ${files.length} images in ${folder} have a name that tells no class, such as ${odd[0]}.`
  throw new KeratinError('DATA', message, {
    hint: `The pattern is ${pattern}; its first group is the class. A function may leave images out.`,
  })
}

async function byTable(folder: string, files: readonly string[], table: CsvLabels): Promise<Classifier> {
  const path = resolve(folder, table.csv)
  const [head = [], ...rows] = parseCsv(await readTextFile(path))
  const column = (name: string | undefined, otherwise: number): number => {
    if (name === undefined) return otherwise
    const at = head.indexOf(name)
    if (at < 0) throw unknownName(`column of ${path}`, name, head)
    return at
  }
  const [fileColumn, labelColumn] = [column(table.file, 0), column(table.label, 1)]
  const classes = new Map<string, string>()
  const plain = (name: string) => name.replaceAll('\\', '/').replace(/^\.\//, '')
  for (const row of rows) {
    const [file, label] = [row[fileColumn], row[labelColumn]]
    if (file && label) classes.set(plain(file), label)
  }
  const known = new Set(files)
  const missing = [...classes.keys()].filter((file) => !known.has(file))
  if (missing.length === 0) return (file) => classes.get(file)
  throw new KeratinError(
    'DATA',
    `${path} names ${missing.length} images that are not there, such as ${missing[0]}.`,
    { hint: `Names are looked for below ${folder}, with their ending.` },
  )
}

function numbered(folder: string, files: readonly string[], labels: readonly number[]): LabelledFiles {
  if (labels.length !== files.length) {
    const message = `labels must have one class number for each image of ${folder}. Expected: ${files.length}. Received: ${labels.length}.`
    throw new KeratinError('ARGUMENT', message, { hint: 'They are in the order of the sorted paths.' })
  }
  const wrong = labels.find((label) => !Number.isInteger(label) || label < 0)
  if (wrong !== undefined)
    throw argumentError('imageDatasetFromDirectory', 'class numbers from 0', 'labels', wrong)
  const classes = Math.max(-1, ...labels) + 1
  return {
    files: [...files],
    labels: Int32Array.from(labels),
    classNames: Array.from({ length: classes }, (_, i) => String(i)),
  }
}
