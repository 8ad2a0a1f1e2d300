import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it.
 *
 * Not by `mkdir` with `recursive`: in a place where nothing can be made although it is there, such as /proc, that of
 * Node.js goes on trying for ever.
 *
 * @returns the topmost folder that was made; undefined if all were there
 */
export async function makeFolders(path: string): Promise<string | undefined> {
  try {
    await mkdir(path)
    return path
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return undefined
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    const made = await makeFolders(dirname(path))
    // the folder above is there now: if this fails again, something else is the matter
    await mkdir(path)
    return made ?? path
  }
}
