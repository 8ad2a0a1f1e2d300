import { sha256 } from '../../support/crypto.js'
import { KeratinError } from '../../support/errors.js'
import { writeFileAtomic } from '../../support/files.js'
import { readFileBytes } from '../../support/read-file.js'
import type { RunState } from './run-state.js'

/** Only who writes or reads a backup needs it, and loading it takes a millisecond. */
const v8 = () => process.getBuiltinModule('node:v8')

const header = Buffer.from('keratin backup 1\n')
const hashBytes = 32

/** Writes the state of a run; an earlier one stays until the new one is safely on disk. */
export async function writeBackup(path: string, state: RunState): Promise<void> {
  const body = v8().serialize(state)
  await writeFileAtomic(path, [header, hashOf(body), body])
}

/**
 * Reads the state of a run.
 *
 * @throws KeratinError FILE_NOT_FOUND; FILE_UNREADABLE for anything else than a whole backup
 */
export async function readBackup(path: string): Promise<RunState> {
  const bytes = Buffer.from(await readFileBytes(path, 'model'))
  const body = bytes.subarray(header.length + hashBytes)
  if (!bytes.subarray(0, header.length).equals(header)) throw unreadable(path, 'it is not a backup of a run')
  if (!bytes.subarray(header.length, header.length + hashBytes).equals(hashOf(body)))
    throw unreadable(path, 'it is damaged')
  try {
    return v8().deserialize(body) as RunState
  } catch (cause) {
    throw unreadable(path, 'another version of Node.js wrote it', cause)
  }
}

const hashOf = (bytes: Uint8Array): Buffer => sha256().update(bytes).digest()

const unreadable = (path: string, reason: string, cause?: unknown) =>
  new KeratinError('FILE_UNREADABLE', `Cannot go on from ${path}: ${reason}.`, {
    hint: 'Remove it to begin anew.',
    ...(cause !== undefined && { cause }),
  })
