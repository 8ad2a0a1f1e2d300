import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { KeratinError } from '../../support/errors.js'
import { fileNotFound } from '../../support/files.js'

/**
 * The folder of a run: the path itself, or the folder that a file of a run is in.
 *
 * @throws KeratinError FILE_NOT_FOUND
 */
export async function findRun(path: string, cwd: string): Promise<string> {
  const full = resolve(cwd, path)
  const found = await stat(full).catch(() => undefined)
  if (!found) throw await fileNotFound(full)
  const folder = found.isDirectory() ? full : dirname(full)
  if (await isRun(folder)) return folder
  throw new KeratinError('FILE_NOT_FOUND', `${path} is no run: it has no config.json.`, {
    hint: 'Give a folder that keratin train wrote; keratin runs list shows those there are.',
  })
}

/** Whether a folder is one that keratin train wrote. */
export const isRun = (folder: string): Promise<boolean> =>
  stat(join(folder, 'config.json')).then(
    (s) => s.isFile(),
    () => false,
  )

/** What files about a run or a model are named after: `runs/mnist-1` and `runs/mnist-1/best.keras` → `mnist-1`. */
export function nameOf(path: string, cwd: string): string {
  const full = resolve(cwd, path)
  const name = basename(full)
  if (/^(best|last)\.keras$/.test(name)) return basename(dirname(full))
  return name.replace(/(\.weights)?\.(keras|h5|hdf5|json|safetensors|npz)$/i, '') || 'model'
}
