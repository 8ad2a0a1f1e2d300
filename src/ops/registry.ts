import type { Operation } from '../graph/operation.js'
import { unknownName } from '../support/names.js'
import { type Config, camelCaseKeys } from '../support/registry.js'
import { catalogue } from './catalogue.js'

/**
 * Makes an operation from what a file says of it.
 *
 * @throws KeratinError `UNKNOWN_NAME` if there is none of that name; `UNSUPPORTED` for a setting that is not known
 */
export function operationFrom(className: string, config: Config): Operation {
  if (Object.hasOwn(catalogue, className)) return new catalogue[className]!(camelCaseKeys(config))
  throw unknownName('operation', className, Object.keys(catalogue))
}
