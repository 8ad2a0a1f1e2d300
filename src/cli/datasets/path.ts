import { findDataSet } from '../../../datasets/catalogue/index.js'
import { ExitCode } from '../../support/errors.js'
import type { DatasetsCall } from './call.js'
import { placeFor, placeOf } from './place.js'

/** `keratin datasets path` */
export async function showPath({ output }: DatasetsCall, name: string): Promise<ExitCode> {
  const found = await placeFor(findDataSet(name))
  output.document({ name, ...placeOf(found), paths: Object.values(found.paths) })
  output.copied(found.source.folder!)
  return ExitCode.ok
}
