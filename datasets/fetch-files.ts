import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from '../src/support/cache-folder.js'
import { type DownloadOptions, download, type RemoteFile } from '../src/support/download/download.js'
import { Progress } from '../src/support/progress.js'
import type { TextStream } from '../src/support/terminal.js'
import type { FoundFiles } from './root.js'

export interface FetchFilesOptions extends DownloadOptions {
  /** What the progress is written to. Default: stderr. */
  stream?: TextStream
  /** No progress on stderr. Default false. */
  quiet?: boolean
}

/**
 * Downloads the files of a data set into the cache, except those that are there, with progress on stderr.
 *
 * @throws KeratinError DOWNLOAD, FILE_UNWRITABLE
 */
export async function fetchFiles<Name extends string>(
  dataset: string,
  files: Record<Name, RemoteFile>,
  { quiet = false, stream, ...options }: FetchFilesOptions = {},
): Promise<FoundFiles<Name>> {
  const folder = cacheFolder(dataset)
  const names = Object.keys(files) as Name[]
  const total = names.reduce((sum, name) => sum + (files[name].bytes ?? 0), 0)
  const progress = new Progress({
    label: `Downloading ${dataset}`,
    total,
    unit: 'bytes',
    quiet,
    ...(stream && { stream }),
  })
  const paths: Partial<Record<Name, string>> = {}
  try {
    for (const name of names) {
      const path = join(folder, `${name}.gz`)
      if (await exists(path)) progress.add(files[name].bytes ?? 0)
      else await download(files[name], path, { ...options, onBytes: (count) => progress.add(count) })
      paths[name] = path
    }
  } catch (error) {
    progress.abandon()
    throw error
  }
  progress.done(`Downloaded ${dataset} to ${folder}`)
  return { source: { from: 'network', folder }, paths: paths as Record<Name, string> }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
