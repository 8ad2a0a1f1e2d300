import { join } from 'node:path'
import { KeratinError } from '../../support/errors.js'
import { parseJson } from '../../support/json.js'
import { readFileBytes } from '../../support/read-file.js'
import { decodeText } from '../../support/text-file.js'
import { isFilePreparation, isSampleShape } from './is-preparation.js'

/**
 * One of the JSON files of a run.
 *
 * @throws KeratinError FILE_NOT_FOUND, FILE_UNREADABLE if it is not as keratin train wrote it
 */
export async function readRunJson(run: string, name: keyof typeof checks): Promise<Record<string, unknown>> {
  const path = join(run, name)
  const bytes = await readFileBytes(path, 'json')
  const damaged = (what: string, cause?: unknown) =>
    new KeratinError('FILE_UNREADABLE', `${path} is damaged: ${what}.`, {
      hint: 'Give the .keras file alone, outside the folder, or train again.',
      cause,
    })
  let value: unknown
  try {
    value = parseJson(decodeText(bytes, path))
  } catch (cause) {
    throw damaged((cause as Error).message, cause)
  }
  const problem = checks[name](value as Record<string, unknown> | null)
  if (problem) throw damaged(problem)
  return value as Record<string, unknown>
}

const checks = {
  'result.json': (value: Record<string, unknown> | null) =>
    typeof value?.status === 'string' ? undefined : 'it does not say how the run ended',
  'environment.json': (value: Record<string, unknown> | null) =>
    typeof value?.engine === 'object' ? undefined : 'it does not name an engine',
  'config.json': (value: Record<string, unknown> | null) =>
    typeof value?.recipe === 'string' ? undefined : 'it does not name a recipe',
  'labels.json': (value: Record<string, unknown> | null) => {
    const { labels, input } = value ?? {}
    if (!Array.isArray(labels) || !labels.every((l) => typeof l === 'string'))
      return 'its labels are no list of names'
    const described = (input ?? {}) as Record<string, unknown>
    const isText = described.kind === 'text' && isSampleShape(described.shape)
    return isText || isFilePreparation(described) ? undefined : 'it does not say how files become input'
  },
}
