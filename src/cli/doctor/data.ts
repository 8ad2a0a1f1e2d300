import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from '../../support/cache-folder.js'

/** The folders of data sets in a data root. */
const names = ['mnist', 'fashion-mnist', 'imdb', 'cats-vs-dogs', 'glove'] as const

/** A data set that lies on this machine. */
export interface FoundData {
  name: string
  place: 'KERATIN_DATA' | 'cache'
  folder: string
}

/** The data sets that need no download: in `KERATIN_DATA`, else in the cache. */
export async function foundData(root: string | undefined): Promise<FoundData[]> {
  const found: FoundData[] = []
  for (const name of names) {
    const places = [
      ...(root ? [{ name, place: 'KERATIN_DATA', folder: join(root, name) } as const] : []),
      { name, place: 'cache', folder: cacheFolder(name) } as const,
    ]
    for (const place of places) {
      if (!(await holdsSomething(place.folder))) continue
      found.push(place)
      break
    }
  }
  return found
}

const holdsSomething = async (folder: string): Promise<boolean> =>
  (await readdir(folder).catch(() => [])).some((name) => !name.startsWith('.'))

/** Whether `KERATIN_DATA` names a folder. */
export const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (s) => s.isDirectory(),
    () => false,
  )
