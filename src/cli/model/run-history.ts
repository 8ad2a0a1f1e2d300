import { join } from 'node:path'
import { KeratinError } from '../../support/errors.js'
import { parseJson } from '../../support/json.js'
import { isPlainObject } from '../../support/options.js'
import { readTextFile } from '../../support/text-file.js'

/** The results of one epoch of a run; null for what was not finite. */
export type RunEpoch = Readonly<Record<string, number | null>> & { readonly epoch: number }

/**
 * The results of each epoch of a run, as it wrote them down; none where it had not finished one.
 *
 * @throws KeratinError FILE_UNREADABLE for a file that is damaged
 */
export async function readRunHistory(run: string): Promise<RunEpoch[]> {
  const path = join(run, 'history.jsonl')
  let text: string
  try {
    text = await readTextFile(path, 'lines')
  } catch (error) {
    if (error instanceof KeratinError && error.code === 'FILE_NOT_FOUND') return []
    throw error
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line, i) => readEpoch(line, `${path}, line ${i + 1}`))
}

function readEpoch(line: string, where: string): RunEpoch {
  let value: unknown
  try {
    value = parseJson(line)
  } catch (cause) {
    throw damaged(where, cause)
  }
  const isEpoch =
    isPlainObject(value) &&
    Number.isInteger(value.epoch) &&
    Object.values(value).every((result) => typeof result === 'number' || result === null)
  if (!isEpoch) throw damaged(where)
  return value as unknown as RunEpoch
}

const damaged = (where: string, cause?: unknown) =>
  new KeratinError('FILE_UNREADABLE', `${where} is damaged: it does not hold the results of an epoch.`, {
    hint: 'Remove the line, or train again.',
    cause,
  })

/** The result that an epoch is chosen by, with `val_` before it where it was validated; undefined where there is none. */
export function monitored(monitor: string | undefined, epochs: readonly RunEpoch[]): string | undefined {
  const names = [`val_${monitor}`, monitor]
  return names.find((name) => name !== undefined && epochs.every((epoch) => name in epoch))
}
