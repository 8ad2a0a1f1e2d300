import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { findDataSet } from '../../../datasets/catalogue/index.js'
import { fetchFiles } from '../../../datasets/fetch-files.js'
import { cacheFolder } from '../../support/cache-folder.js'
import type { RemoteFile } from '../../support/download/download.js'
import { ExitCode, KeratinError } from '../../support/errors.js'
import { sha256Of } from '../../support/sha256-of.js'
import type { DatasetsCall } from './call.js'
import { placeOf, toHave } from './place.js'

/**
 * `keratin datasets fetch`: files that are there and right stay, wrong ones are fetched again. What has arrived of a file
 * is kept when it is broken off.
 */
export async function fetchDataSet({ options, output, io }: DatasetsCall, name: string): Promise<ExitCode> {
  const entry = findDataSet(name)
  const { force = false, mirror } = options
  if (!entry.remote) {
    throw new KeratinError('DATA', `The data set ${name} cannot be fetched.`, { hint: toHave(entry) })
  }
  const elsewhere = force ? undefined : await entry.locate?.()
  if (elsewhere && elsewhere.source.from !== 'cache') {
    output.document({ name, ...placeOf(elsewhere), files: [] })
    output.copied(elsewhere.source.folder!)
    output.note(
      `${name} is there already, found by KERATIN_DATA; --force fetches it into the cache all the same.`,
    )
    return ExitCode.ok
  }
  const folder = cacheFolder(name)
  const files: { file: string; bytes: number | null; sha256: string | null; state: string }[] = []
  for (const [file, { bytes = null, sha256 = null }] of Object.entries(entry.remote)) {
    const path = join(folder, `${file}.gz`)
    const isThere = await stat(path).then(
      () => true,
      () => false,
    )
    const isRight = isThere && !force && (sha256 === null || (await sha256Of(path)) === sha256)
    if (isThere && !isRight && !force) output.warn(`${path} is not what was published: it is fetched again.`)
    if (isThere && !isRight) await rm(path)
    files.push({ file: `${file}.gz`, bytes, sha256, state: isRight ? 'kept' : 'fetched' })
  }
  try {
    const { quiet } = output
    await fetchFiles(name, from(entry.remote, mirror), {
      quiet,
      signal: io.signal,
      stream: io.stderr,
      keep: true,
    })
  } catch (error) {
    if (error instanceof KeratinError && error.code === 'DOWNLOAD')
      output.note(`What has arrived is kept: keratin datasets fetch ${name} goes on with it.`)
    throw error
  }
  output.document({ name, from: 'network', folder, files })
  output.copied(folder)
  return ExitCode.ok
}

/** The files at another address. */
function from(
  remote: Readonly<Record<string, RemoteFile>>,
  mirror: string | undefined,
): Record<string, RemoteFile> {
  if (mirror === undefined) return { ...remote }
  const base = mirror.endsWith('/') ? mirror : `${mirror}/`
  return Object.fromEntries(
    Object.entries(remote).map(([file, rest]) => [file, { ...rest, urls: [`${base}${file}.gz`] }]),
  )
}
