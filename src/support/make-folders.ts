import { mkdirSync, rmdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { unwritable } from './files.js'

/**
 * Makes a folder and those above it.
 *
 * Not by `mkdir` with `recursive`: in a place where nothing can be made although it is there, such as /proc, that of
 * Node.js goes on trying for ever, and on a disk that is read-only it says that the folder above is missing.
 *
 * @returns the topmost folder that was made; undefined if all were there
 * @throws KeratinError FILE_UNWRITABLE with the reason
 */
export function makeFolders(path: string): string | undefined {
  try {
    return made(path)
  } catch (error) {
    throw unwritable(path, error)
  }
}

function made(path: string): string | undefined {
  try {
    mkdirSync(path)
    return path
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return undefined
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    const above = made(dirname(path))
    // the folder above is there now: if this fails again, something else is the matter
    mkdirSync(path)
    return above ?? path
  }
}

/**
 * Takes away a folder and those above it, as long as they are empty.
 *
 * @param top the last that may go: what `makeFolders` gave
 */
export function removeEmptyFolders(path: string, top: string): void {
  try {
    for (let folder = path; folder.length >= top.length; folder = dirname(folder)) rmdirSync(folder)
  } catch {
    // something is in it
  }
}
