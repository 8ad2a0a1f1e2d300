import { limits } from '../support/limits.js'
import { broken } from './broken.js'
import type { Content, Format } from './formats/format.js'
import { formats } from './formats.js'
import { parseJson } from './keras/json-checks.js'
import type { Source } from './source-type.js'
import { usualNames } from './usual-names.js'
import { openZip } from './zip/read-zip.js'
import { zipSource } from './zip-source.js'

/**
 * Looks into a file, or for the model in a folder or archive, and finds out which format it is: by content first, as
 * names are often wrong.
 *
 * @throws KeratinError FILE_UNREADABLE if it is none
 */
export async function openContent(
  source: Source,
  isInside = false,
): Promise<{ content: Content; format: Format }> {
  if (source.name === '') return openContent(await modelIn(source), isInside)
  const bytes = await source.bytes()
  if (bytes.length === 0) throw broken('The file is empty.')
  const content = contentOf(bytes, source)
  const format = formats.find((one) => one.recognise(content))
  if (format) return { content, format }
  if (content.zip) {
    // an archive in an archive is none of a model, and some hold themselves
    const inside = isInside ? undefined : zipSource(content.zip, source.path)
    if (inside) return openContent(await modelIn(inside), true)
    throw broken(
      'It is not a model of Keras 3: it has no config.json.',
      'It may be another kind of zip archive.',
    )
  }
  if (content.json !== undefined) throw broken('It is JSON, but not that of a model.')
  const known = formats
    .filter(({ readModel }) => readModel)
    .map(({ title, endings }) => `${title} (${endings[0]})`)
  throw broken('It is no format of models that is known.', `Known: ${known.join(', ')}.`)
}

async function modelIn(folder: Source): Promise<Source> {
  for (const name of usualNames) {
    const found = await folder.beside(name)
    if (found) return found
  }
  throw broken(
    'There is no model in it.',
    `A model in a folder is called ${usualNames.slice(0, 4).join(', ')} or the like.`,
  )
}

function contentOf(bytes: Uint8Array, source: Source): Content {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('latin1')
  // an archive may begin late, and an empty one has no entries
  if (start === 'PK\x03\x04' || start === 'PK\x05\x06' || /\.(keras|npz|zip)$/i.test(source.name)) {
    if (!start.startsWith('\x89HDF')) return { source, bytes, zip: openZip(bytes) }
  }
  const text = textStart(bytes)
  if (text !== '{' && text !== '[') return { source, bytes }
  if (bytes.length > limits.jsonBytes) throw broken(`It is JSON of ${bytes.length} bytes, which is too long.`)
  return { source, bytes, json: parseJson(new TextDecoder().decode(bytes), source.name) }
}

/** The first character of a text, behind a byte order mark and blanks. */
const textStart = (bytes: Uint8Array): string =>
  new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().slice(0, 1)
