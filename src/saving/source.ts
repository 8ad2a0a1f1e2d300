import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { KeratinError } from '../support/errors.js'
import { fileNotFound, fileUnreadable, isMissing } from '../support/files.js'
import { readFileBytes } from '../support/read-file.js'
import type { Source } from './source-type.js'
import { openUrl } from './url-source.js'

/**
 * Opens a path or an https address. Only regular files are read: anything else could keep a program waiting for ever.
 *
 * @throws KeratinError FILE_NOT_FOUND with the nearest name; FILE_UNREADABLE with the reason
 */
export async function openSource(path: string): Promise<Source> {
  if (/^https?:\/\//i.test(path)) return openUrl(path)
  const found = await stat(path).catch((error) => {
    if (isMissing(error)) return undefined
    throw fileUnreadable(path, error)
  })
  if (!found) throw await fileNotFound(path)
  return found.isDirectory() ? folderSource(path) : fileSource(path)
}

/** A file of a folder that is there. */
function fileSource(path: string): Source {
  let bytes: Promise<Uint8Array> | undefined
  return {
    path,
    name: basename(path),
    bytes: () => {
      bytes ??= readFileBytes(path, 'model')
      return bytes
    },
    beside: (name) => inFolder(dirname(path), name),
  }
}

const folderSource = (path: string): Source => ({
  path,
  name: '',
  bytes: () => {
    throw new KeratinError('FILE_UNREADABLE', `Cannot load ${path}: it is a folder without a model.`, {
      hint: 'A model in a folder is called model.json.',
    })
  },
  beside: (name) => inFolder(path, name),
})

async function inFolder(folder: string, name: string): Promise<Source | undefined> {
  const path = join(folder, name)
  const found = await stat(path).catch(() => undefined)
  return found && !found.isDirectory() ? fileSource(path) : undefined
}
