import type { Model } from '../model/index.js'
import { argumentError } from '../support/errors.js'
import { formatOfName, formats } from './formats.js'
import type { SaveOptions } from './save-model.js'

/**
 * Saves a model in the format that the name ends like.
 *
 * @throws KeratinError `ARGUMENT` for an ending of no format that is written; `FILE_UNWRITABLE` with the reason
 */
export async function save(model: Model, path: string, options: SaveOptions = {}): Promise<void> {
  const format = typeof path === 'string' ? formatOfName(path) : undefined
  if (format?.write) return format.write(model, path, options)
  const endings = formats.filter(({ write }) => write).flatMap((one) => one.endings)
  throw argumentError('saveModel', `a name ending in ${endings.join(' or ')}`, 'path', path)
}
