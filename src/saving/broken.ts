import { type ErrorCode, KeratinError } from '../support/errors.js'

/** A file that is not what it should be: what is wrong with it, without its path (see `inFile`). */
export const broken = (problem: string, hint?: string, cause?: unknown): KeratinError =>
  new KeratinError('FILE_UNREADABLE', problem, { hint, cause })

const again = 'Save the model again, or get the file again if it was copied or downloaded.'

/**
 * Runs `read` and puts the path of the file before every error that comes out of it, so that each says what could
 * not be loaded and why. What was not foreseen is an error of the file too: its content led there.
 */
export async function inFile<T>(path: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof KeratinError)) {
      const reason = error instanceof Error ? error.message : String(error)
      throw broken(`Cannot load ${path}: ${firstLine(reason)}.`, again, error)
    }
    if (error.code === 'FILE_NOT_FOUND' || error.message.startsWith('Cannot ')) throw error
    const code = codeInFile(error.code)
    const hint = error.hint ?? (code === 'FILE_UNREADABLE' ? again : undefined)
    throw new KeratinError(code, `Cannot load ${path}: ${error.problem}`, { hint, cause: error })
  }
}

/** What a user would be told about an argument is here a fault of the file, or of a newer Keras. */
function codeInFile(code: ErrorCode): ErrorCode {
  if (code === 'UNKNOWN_NAME') return 'UNSUPPORTED'
  return code === 'UNSUPPORTED' || code === 'OUT_OF_MEMORY' || code === 'ENGINE' ? code : 'FILE_UNREADABLE'
}

const firstLine = (text: string): string => text.split('\n')[0]!.replace(/\.$/, '').slice(0, 200)
