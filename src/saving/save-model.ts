import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { Model, SaveOptions } from '../model/index.js'
import { argumentError, KeratinError } from '../support/errors.js'
import { writeFileAtomic } from '../support/files.js'
import { writeFolder } from '../support/folders.js'
import { unknownName } from '../support/names.js'
import type { Format } from './formats/format.js'
import { formatNamed, formatOfName, formats } from './formats.js'
import { noDate } from './no-date.js'

/**
 * Saves a model in the format that the name ends like: a whole model with layers, weights, what it was compiled with and
 * the state of the optimizer as `.keras` or `.h5`, for TensorFlow.js as `model.json`, or weights alone. What each
 * format holds is told in docs/FORMATS.md. Files are written completely or not at all; the same model gives the same
 * bytes.
 *
 * @param path a name ending in `.keras`, `.h5`, `.weights.h5`, `.safetensors` or `.npz`, or called `model.json`; a
 *   folder for `format: 'tfjs'` and `'keras-project'`. The folder around it must exist
 * @param options.overwrite whether a file that is there already is replaced. Default true
 * @param options.float16 whether weights are stored in half precision, for `tfjs`, `safetensors` and `npz`. Default false
 * @param options.format `keras`, `h5`, `weights`, `tfjs`, `safetensors`, `npz`, `json` or `keras-project`. Default: as
 *   the name ends
 * @param options.date the time that the file tells it was saved at. Default: none, the first of 1980
 *
 * @throws KeratinError `ARGUMENT` for another ending; `UNSUPPORTED` for what the format cannot hold, by the name of the
 *   layer; `FILE_UNWRITABLE` with the reason
 * @example await saveModel(model, 'mnist.keras')
 * @example await saveModel(model, 'public/mnist', { format: 'tfjs', float16: true })
 * @see https://keras.io/api/models/model_saving_apis/model_saving_and_loading/
 */
export async function saveModel(model: Model, path: string, options: SaveOptions = {}): Promise<void> {
  await writeModel('saveModel', model, path, formatFor(path, options), options)
}

function formatFor(path: string, { format }: SaveOptions): Format {
  if (format !== undefined) {
    const found = formatNamed(format)
    if (found) return found
    throw unknownName(
      'format',
      String(format),
      formats.map(({ name }) => name),
    )
  }
  const found = typeof path === 'string' ? formatOfName(path) : undefined
  // layers alone are no model: that they are meant must be said
  if (found && found.holds !== 'layers') return found
  const hint = found && 'For the layers alone say { format: "json" }, or take model.toJSON().'
  throw argumentError('saveModel', wantedEndings(['model', 'weights']), 'path', path, hint)
}

/** `a name ending in .keras, .h5 or .npz`. */
export function wantedEndings(holds: readonly Format['holds'][]): string {
  const endings = formats.filter((one) => holds.includes(one.holds)).flatMap((one) => one.endings.slice(0, 1))
  return `a name ending in ${endings.slice(0, -1).join(', ')} or ${endings.at(-1)}`
}

/** Writes a file or folder of a format. */
export async function writeModel(
  owner: string,
  model: Model,
  path: string,
  format: Format,
  { overwrite = true, float16 = false, date = noDate }: Omit<SaveOptions, 'format'>,
): Promise<void> {
  if (typeof path !== 'string' || path === '') throw argumentError(owner, 'a path', 'path', path)
  if (float16 && !format.halves) {
    const able = formats.filter(({ halves }) => halves).map(({ name }) => name)
    throw new KeratinError('UNSUPPORTED', `${format.title} does not hold numbers in half precision.`, {
      hint: `Formats that do: ${able.join(', ')}.`,
    })
  }
  if (!model.built && !format.unbuilt) {
    throw new KeratinError('NOT_BUILT', `Model "${model.name}" has no weights yet.`, {
      hint: 'Give it an input shape before saving it.',
    })
  }
  const options = { date, float16 }
  if (format.write) {
    if (!overwrite) await checkAbsent(path)
    return writeFileAtomic(path, await format.write(model, options))
  }
  // a folder, or the file in it from which the others are found
  const isFile = format.endings.includes(basename(path))
  if (!overwrite) await checkAbsent(path)
  await writeFolder(isFile ? dirname(path) : path, await format.writeFolder!(model, options))
}

async function checkAbsent(path: string): Promise<void> {
  if (!(await stat(path).catch(() => undefined))) return
  throw new KeratinError('FILE_UNWRITABLE', `Cannot write ${path}: it exists already.`, {
    hint: 'Choose another name or set { overwrite: true }.',
  })
}
