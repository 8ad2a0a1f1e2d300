import { stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The file of a model that a path leads to: in the folder of a run the best, else the last; others as they are. */
export async function fileOf(path: string): Promise<string> {
  for (const name of ['best.keras', 'last.keras']) {
    const found = await stat(join(path, name)).catch(() => undefined)
    if (found?.isFile()) return join(path, name)
  }
  return path
}
