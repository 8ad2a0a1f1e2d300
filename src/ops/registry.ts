import type { Operation } from '../graph/operation.js'
import { unknownName } from '../support/names.js'
import { type Config, camelCaseKeys } from '../support/registry.js'
import { catalogue } from './catalogue.js'

// biome-ignore lint/suspicious/noExplicitAny: constructors of many classes, each with its own settings
const classes: Readonly<Record<string, new (options: any) => Operation>> = catalogue

/**
 * Makes an operation from what a file says of it.
 *
 * @throws KeratinError `UNKNOWN_NAME` if there is none of that name
 */
export function operationFrom(className: string, config: Config): Operation {
  if (Object.hasOwn(classes, className)) return new classes[className]!(camelCaseKeys(config))
  throw unknownName('operation', className, Object.keys(classes))
}
