import { KeratinError } from '../../src/support/errors.js'
import { parseJson } from '../../src/support/json.js'
import { isPlainObject } from '../../src/support/options.js'
import { keyLength } from './sample-key.js'
import { type KeptSamples, partNames, type Samples } from './samples.js'

const version = 1

/** The samples of a run as the text of a file: keys of one length, one after another. */
export function writeKept({ of, labels, ...parts }: KeptSamples): string {
  const lists = partNames.map((part) => {
    const { keys, classes, names } = parts[part]
    return [part, { keys: keys.join(''), classes: Array.from(classes), ...(names && { names }) }]
  })
  return `${JSON.stringify({ version, of, labels, ...Object.fromEntries(lists) })}\n`
}

/**
 * The samples of a run from the text of a file.
 *
 * @throws KeratinError FILE_UNREADABLE for what `writeKept` did not write
 */
export function readKept(text: string, path: string): KeptSamples {
  let value: unknown
  try {
    value = parseJson(text)
  } catch (cause) {
    throw damaged(path, (cause as Error).message, cause)
  }
  if (!isPlainObject(value) || !isNames(value.labels) || !kinds.includes(value.of as string))
    throw damaged(path, 'it does not say what its samples are')
  if (value.version !== version) throw damaged(path, `it is of version ${value.version}`)
  const classes = value.labels.length
  const parts = partNames.map((part) => {
    const samples = samplesOf(value[part], classes)
    if (samples) return [part, samples]
    throw damaged(path, `its list "${part}" is not whole`)
  })
  return { of: value.of, labels: value.labels, ...Object.fromEntries(parts) } as KeptSamples
}

const kinds: readonly string[] = ['photos', 'texts', 'images']

function samplesOf(value: unknown, labels: number): Samples | undefined {
  if (!isPlainObject(value)) return undefined
  const { keys, classes, names } = value
  if (typeof keys !== 'string' || keys.length % keyLength > 0) return undefined
  const count = keys.length / keyLength
  const isClass = (c: unknown) => Number.isInteger(c) && (c as number) >= 0 && (c as number) < labels
  if (!Array.isArray(classes) || classes.length !== count || !classes.every(isClass)) return undefined
  if (names !== undefined && !(isNames(names) && names.length === count)) return undefined
  return {
    keys: Array.from({ length: count }, (_, i) => keys.slice(i * keyLength, (i + 1) * keyLength)),
    classes,
    ...(names !== undefined && { names }),
  }
}

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string')

const damaged = (path: string, what: string, cause?: unknown): KeratinError =>
  new KeratinError('FILE_UNREADABLE', `${path} is damaged: ${what}.`, {
    hint: 'Without it nobody knows what the run was trained on: train again.',
    cause,
  })
