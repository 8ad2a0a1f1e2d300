import { readFileBytes } from '../../src/support/read-file.js'
import { keyOf } from './sample-key.js'

/** How many files are open at a time. */
const atOnce = 16

/**
 * The keys of image files, by their bytes. One that cannot be read is known by its name: it is no sample, but keeps its
 * place among them.
 */
export async function fileKeys(
  files: readonly string[],
  names: readonly string[],
  signal?: AbortSignal,
): Promise<string[]> {
  const keys: string[] = new Array(files.length)
  let next = 0
  const work = async () => {
    while (next < files.length) {
      signal?.throwIfAborted()
      const i = next++
      const bytes = await readFileBytes(files[i]!, 'image').catch(() => undefined)
      keys[i] = keyOf(bytes ?? `unreadable\0${names[i]}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return keys
}
