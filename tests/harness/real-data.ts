import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * A folder of real test data, from `KERATIN_DATA` or beside the project; undefined where it is not there. Tests on it
 * use `it.skipIf(!folder)`.
 */
export function realData(name: string): string | undefined {
  const beside = fileURLToPath(new URL('../../../shared/data', import.meta.url))
  const roots = [process.env.KERATIN_DATA, beside].filter((root) => root !== undefined && root !== '')
  return roots.map((root) => join(resolve(root!), name)).find((folder) => existsSync(folder))
}
