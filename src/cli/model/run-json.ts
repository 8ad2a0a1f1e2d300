import { join } from 'node:path'
import { KeratinError } from '../../support/errors.js'
import { readFileBytes } from '../../support/files.js'

/**
 * One of the JSON files of a run.
 *
 * @throws KeratinError FILE_NOT_FOUND, FILE_UNREADABLE if it is not as keratin train wrote it
 */
export async function readRunJson(
  run: string,
  name: 'labels.json' | 'config.json',
): Promise<Record<string, unknown>> {
  const path = join(run, name)
  const bytes = await readFileBytes(path)
  const damaged = (what: string, cause?: unknown) =>
    new KeratinError('FILE_UNREADABLE', `${path} is damaged: ${what}.`, {
      hint: 'Give the .keras file alone, outside the folder, or train again.',
      cause,
    })
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch (cause) {
    throw damaged((cause as Error).message, cause)
  }
  const problem = checks[name](value as Record<string, unknown> | null)
  if (problem) throw damaged(problem)
  return value as Record<string, unknown>
}

const checks = {
  'config.json': (value: Record<string, unknown> | null) =>
    typeof value?.recipe === 'string' ? undefined : 'it does not name a recipe',
  'labels.json': (value: Record<string, unknown> | null) => {
    const { labels, input } = value ?? {}
    if (!Array.isArray(labels) || !labels.every((l) => typeof l === 'string'))
      return 'its labels are no list of names'
    const { kind, shape, rescale } = (input ?? {}) as { kind?: unknown; shape?: unknown[]; rescale?: unknown }
    const isShape = Array.isArray(shape) && shape.every((d) => Number.isInteger(d) && (d as number) > 0)
    const isKnown =
      kind === 'digit' || (kind === 'image' && typeof rescale === 'number' && shape?.length === 3)
    return isKnown && isShape ? undefined : 'it does not say how files become input'
  },
}
