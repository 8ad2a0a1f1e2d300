import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from '../support/cache-folder.js'
import { download } from '../support/download/download.js'
import { KeratinError } from '../support/errors.js'
import { Progress } from '../support/progress.js'

/** A file that Keras publishes, and how its contents are known. */
export interface PublishedFile {
  url: string
  /** As Keras' source has it: SHA-256 of 64 digits or MD5 of 32; absent where it has none. */
  hash?: string
}

/** A file of weights of a network. */
export type PublishedWeights = PublishedFile

/** What Keras begins its addresses with. */
export const storage = 'https://storage.googleapis.com/tensorflow/keras-applications'

/**
 * The path of a file that Keras publishes: from the folder `models` of the cache, or downloaded into it, with progress
 * on stderr. Put there by hand it is not fetched.
 *
 * @throws KeratinError `DOWNLOAD` with where to put it by hand; `FILE_UNWRITABLE`
 */
export async function fetchPublished({ url, hash }: PublishedFile): Promise<string> {
  const name = url.slice(url.lastIndexOf('/') + 1)
  const folder = cacheFolder('models')
  const path = join(folder, name)
  const isThere = await access(path).then(
    () => true,
    () => false,
  )
  if (isThere) return path
  const progress = new Progress({ label: `Downloading ${name}`, unit: 'bytes' })
  try {
    const known = hash === undefined ? {} : hash.length === 64 ? { sha256: hash } : { md5: hash }
    await download({ urls: [url], ...known }, path, { onBytes: (count) => progress.add(count) })
  } catch (error) {
    progress.abandon()
    throw error
  }
  progress.done(`Downloaded ${name} to ${folder}`)
  return path
}

/**
 * The path of the weights of a network.
 *
 * @throws KeratinError `DOWNLOAD` with the next step
 */
export async function fetchWeights(file: PublishedWeights): Promise<string> {
  try {
    return await fetchPublished(file)
  } catch (error) {
    if (!(error instanceof KeratinError) || error.code !== 'DOWNLOAD') throw error
    const hint = `${error.hint} Or name a file with { weights: 'file.h5' }, or begin with random ones: { weights: null }.`
    throw new KeratinError('DOWNLOAD', error.problem, { hint, cause: error })
  }
}
