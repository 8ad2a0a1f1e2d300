import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { KeratinError } from '../../../support/errors.js'
import { fileNotFound, isMissing } from '../../../support/files.js'

/** Endings of image files; what is no image in spite of its name is found out when it is read. */
const ending = /\.(avif|bmp|gif|jpe?g|png|svg|tiff?|webp)$/i

export const isImageName = (name: string): boolean => ending.test(name)

/**
 * The images below a folder, in its subfolders, too, in the order of their paths; hidden files and folders are left
 * out.
 *
 * @param followLinks whether to look into folders that are symbolic links; default false
 * @returns paths from the folder on, with `/` between their parts
 * @throws KeratinError FILE_NOT_FOUND, FILE_UNREADABLE
 */
export async function listImages(folder: string, followLinks = false): Promise<string[]> {
  const found: string[] = []
  const walk = async (place: string): Promise<void> => {
    const entries = await readFolder(join(folder, place))
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue
      const path = place ? `${place}/${entry.name}` : entry.name
      const isLink = entry.isSymbolicLink()
      const kind = isLink ? await stat(join(folder, path)).catch(() => undefined) : entry
      if (kind?.isDirectory()) {
        if (!isLink || followLinks) await walk(path)
      } else if (isImageName(entry.name)) found.push(path)
    }
  }
  await walk('')
  return found.sort(byName)
}

/** By code units: the same on every machine. */
export const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

async function readFolder(path: string) {
  try {
    return await readdir(path, { withFileTypes: true })
  } catch (error) {
    if (isMissing(error)) throw await fileNotFound(path)
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOTDIR' ? 'it is a file' : (error as Error).message
    throw new KeratinError('FILE_UNREADABLE', `${path} cannot be read as a folder of images: ${reason}.`, {
      hint: 'Give the folder that holds the images.',
      cause: error,
    })
  }
}
