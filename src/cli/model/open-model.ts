import { lstat, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Preparation } from '../../../models/preparation.js'
import type { Model } from '../../model/index.js'
import { loadModel, modelFileIn } from '../../saving/index.js'
import { KeratinError } from '../../support/errors.js'
import { fileNotFound } from '../../support/files.js'
import { readMetadata } from './metadata.js'
import { preparationOf } from './preparation-of.js'
import { readRunJson } from './run-json.js'

/** Where a model is, and what its run says about it. */
export interface FoundModel {
  /** The model file. */
  file: string
  /** The folder of its run, if it is in one. */
  run?: string
}

/** A loaded model with what is needed to use it. */
export interface OpenModel extends FoundModel {
  model: Model
  /** The name of each class; class numbers where no names are known. */
  labels: readonly string[]
  /** The recipe it was trained by, as the file itself says. */
  recipe?: string
  /** How samples become input, as the file itself says. */
  input?: Preparation
  /** How a file becomes its input. */
  preparation(): Preparation
}

/**
 * The model file for a path: that file, in a run folder the best model, else the last; in any other folder the model that
 * it holds. An https address stays as it is.
 *
 * @throws KeratinError FILE_NOT_FOUND
 */
export async function findModel(path: string, cwd: string): Promise<FoundModel> {
  if (/^https?:\/\//i.test(path)) return { file: path }
  const full = resolve(cwd, path)
  const found = await stat(full).catch(() => undefined)
  if (!found) throw await fileNotFound(full)
  if (!found.isDirectory()) {
    const folder = dirname(full)
    const inRun = /^(best|last)\.keras$/.test(basename(full)) && (await isThere(join(folder, 'labels.json')))
    return inRun ? { file: full, run: folder } : { file: full }
  }
  for (const name of ['best.keras', 'last.keras']) {
    const file = join(full, name)
    if ((await isFile(file)) && (await isThere(join(full, 'labels.json')))) return { file, run: full }
  }
  const file = await modelFileIn(full)
  if (file) return { file }
  throw new KeratinError('FILE_NOT_FOUND', `The folder ${path} holds no model.`, {
    hint: 'Give a folder that keratin train wrote, an export of Teachable Machine or TensorFlow.js, or a file.',
  })
}

/**
 * Loads the model that a path leads to.
 *
 * @throws KeratinError FILE_NOT_FOUND, FILE_UNREADABLE
 */
export async function openModel(path: string, cwd: string): Promise<OpenModel> {
  const found = await findModel(path, cwd)
  const described = found.run ? await readRunJson(found.run, 'labels.json') : undefined
  // only layers and weights are needed: not the state of the optimizer
  const model = await loadModel(found.file, { compile: false })
  const own = readMetadata(model.metadata)
  const classes = Math.max(2, model.outputShapes?.[0]?.at(-1) ?? 0)
  const names = own.labels ?? (described?.labels as string[] | undefined)
  return {
    ...found,
    model,
    labels: names?.length === classes ? names : Array.from({ length: classes }, (_, i) => String(i)),
    ...(own.recipe !== undefined && { recipe: own.recipe }),
    ...(own.input && { input: own.input }),
    preparation: () => own.input ?? (described?.input as Preparation | undefined) ?? preparationOf(model),
  }
}

/** Whatever it is: what says something of a run and cannot be read is an error, not left out. */
const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (s) => s.isFile(),
    () => false,
  )
