import { argumentError } from '../../support/errors.js'

/** What names of files with a whole model, or with weights, must end in: undefined if a name is good. */
type Check = (path: string, holds: 'model' | 'weights') => string | undefined

let check: Check | undefined

/** Sets what names of files are: formats know models, and these callbacks, so callbacks are told of formats. */
export function provideFileNames(given: Check): void {
  check = given
}

/** @throws KeratinError ARGUMENT if no format is written to a file of that name */
export function checkFileName(owner: string, path: unknown, holds: 'model' | 'weights'): void {
  const expected = typeof path === 'string' ? check?.(path, holds) : 'the name of a file'
  if (expected === undefined) return
  const what = holds === 'weights' ? `${expected} when saveWeightsOnly is true` : expected
  throw argumentError(owner, what, 'filepath', path)
}
