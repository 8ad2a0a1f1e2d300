import { readdir, rm, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { cacheFolder } from '../src/support/cache-folder.js'
import { sha256 } from '../src/support/crypto.js'
import { writeFileAtomic } from '../src/support/files.js'
import { makeFolders } from '../src/support/make-folders.js'
import { readFileBytes } from '../src/support/read-file.js'

/** Less than this is unpacked as fast as it is read. */
const leastBytes = 2 ** 20

/**
 * The bytes that a packed file holds: unpacked the first time, and from a copy in the cache from then on, as long as the
 * file stays the same. The copy only saves time: where it cannot be kept, nothing else changes.
 *
 * @param dataset whose cache folder keeps it, in `unpacked`
 * @param path the packed file
 * @param unpack makes the bytes
 */
export async function unpackedOnce(
  dataset: string,
  path: string,
  unpack: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const folder = join(cacheFolder(dataset), 'unpacked')
  const plain = basename(path).replace(/\.gz$/, '')
  const copy = join(folder, `${plain}.${await fingerprint(path)}`)
  const kept = await readFileBytes(copy, 'idx').catch(() => undefined)
  if (kept) return kept
  const bytes = await unpack()
  if (bytes.length >= leastBytes) await keep(folder, plain, copy, bytes).catch(() => {})
  return bytes
}

/** What is different for another file, and for the same one after a change. */
async function fingerprint(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path)
  const told = `${resolve(path)}\n${size}\n${mtimeMs}`
  return sha256().update(told).digest('hex').slice(0, 16)
}

/** One copy of each file is kept: the last. */
async function keep(folder: string, plain: string, copy: string, bytes: Uint8Array): Promise<void> {
  makeFolders(folder)
  const earlier = (await readdir(folder)).filter((name) => name.startsWith(`${plain}.`))
  await writeFileAtomic(copy, bytes)
  await Promise.all(earlier.map((name) => rm(join(folder, name), { force: true })))
}
