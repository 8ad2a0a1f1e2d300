import type { Model } from '../model/index.js'
import { KeratinError } from '../support/errors.js'
import { broken } from './broken.js'
import { isObject, parseJson } from './keras/json-checks.js'
import type { Source } from './source-type.js'

const mostBytes = 2 ** 20

/**
 * What lies beside a model and says how it is used, in the words of `model.metadata`: `metadata.json` or `labels.txt`
 * of Teachable Machine. Its image models take the middle square, in numbers from -1 to 1.
 */
export async function describedBeside(source: Source, model: Model): Promise<Record<string, unknown>> {
  const described = await metadataJson(source)
  const labels = described?.labels ?? (await labelsText(source))
  const [, height = null, width = null, channels] = model.inputShapes?.[0] ?? []
  const shape = [height ?? described?.imageSize, width ?? described?.imageSize, channels]
  const isImage = model.inputShapes?.length === 1 && model.inputShapes[0]!.length === 4
  const isWhole = shape.every((d) => Number.isInteger(d)) && (channels === 1 || channels === 3)
  const isTeachable = described?.isTeachable ?? (labels !== undefined && /keras_model\.h5$/.test(source.name))
  return {
    ...(labels && { labels }),
    ...(isTeachable &&
      isImage &&
      isWhole && { input: { kind: 'image', shape, rescale: 1 / 127.5, offset: -1, crop: true } }),
  }
}

/** What `metadata.json` says. */
interface Described {
  labels: string[] | undefined
  isTeachable: boolean
  /** Of models that take any. */
  imageSize: number | undefined
}

async function metadataJson(source: Source): Promise<Described | undefined> {
  const text = await textBeside(source, 'metadata.json')
  if (text === undefined) return undefined
  const said = parseJson(text, 'metadata.json')
  if (!isObject(said)) throw broken('metadata.json must be an object.')
  const { labels, wordLabels, packageName, imageSize } = said
  const names = labels ?? wordLabels
  const good = Array.isArray(names) && names.every((name) => typeof name === 'string')
  // models of poses and sounds take what their own libraries prepare
  const isTeachable = typeof packageName === 'string' && /teachablemachine\/image$/.test(packageName)
  const isSize = Number.isInteger(imageSize) && (imageSize as number) > 0
  return {
    labels: good ? (names as string[]) : undefined,
    isTeachable,
    imageSize: isSize ? (imageSize as number) : undefined,
  }
}

/** `labels.txt`: a label a line, with or without its number before it. */
async function labelsText(source: Source): Promise<string[] | undefined> {
  const text = await textBeside(source, 'labels.txt')
  const lines = text
    ?.replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  if (!lines || lines.length === 0) return undefined
  const isNumbered = lines.every((line, i) => line.startsWith(`${i} `))
  return lines.map((line) => (isNumbered ? line.slice(line.indexOf(' ') + 1) : line).trim())
}

async function textBeside(source: Source, name: string): Promise<string | undefined> {
  const found = await beside(source, name)
  if (!found) return undefined
  const bytes = await found.bytes()
  if (bytes.length > mostBytes) throw broken(`${name} is too long: ${bytes.length} bytes.`)
  return new TextDecoder().decode(bytes)
}

/** Servers may refuse to say whether there is such a file. */
async function beside(source: Source, name: string): Promise<Source | undefined> {
  try {
    return await source.beside(name)
  } catch (error) {
    if (error instanceof KeratinError && error.code === 'DOWNLOAD') return undefined
    throw error
  }
}
