import { extname, resolve } from 'node:path'
import { argumentError } from '../../support/errors.js'
import { writeFileAtomic } from '../../support/files.js'
import type { Drawing, PlotCall } from './drawing.js'
import type { PlotName } from './options.js'

type Format = 'svg' | 'png' | 'dot' | 'mermaid' | 'text'

/** The endings of each format, the usual one first. */
const endings: Record<Format, readonly string[]> = {
  svg: ['.svg'],
  png: ['.png'],
  dot: ['.dot', '.gv'],
  mermaid: ['.mmd', '.mermaid'],
  text: ['.txt'],
}

/**
 * Writes what was drawn: into the file that was named, else into one that is named after the run. Text without a file
 * goes to standard output.
 *
 * @returns the files, as they were named
 */
export async function write(call: PlotCall, what: PlotName, drawing: Drawing): Promise<readonly string[]> {
  if (drawing.files) return drawing.files
  const { options, io, output } = call
  const { out } = options
  const format = options.format ?? formatOf(what, out, drawing)
  const isText = format === 'dot' || format === 'mermaid' || format === 'text'
  if (isText && !drawing.texts) {
    throw argumentError(
      `keratin plot ${what}`,
      'svg or png',
      '--format',
      format,
      'Only models are drawn as text.',
    )
  }
  if (out !== undefined && out !== '-' && !endings[format].includes(extname(out).toLowerCase()))
    throw argumentError(`keratin plot ${what}`, `a name ending in ${endings[format][0]}`, '--out', out)
  const theme = { ...(options.theme && { theme: options.theme }) }
  const contents = async () => {
    if (isText) return drawing.texts![format]()
    if (format === 'svg') return drawing.picture!.toSVG(theme)
    return drawing.picture!.toPNG({ ...theme, ...(options.scale !== undefined && { scale: options.scale }) })
  }
  if (out === '-' || (out === undefined && isText)) {
    if (format === 'png')
      throw argumentError(`keratin plot ${what}`, 'svg or text on standard output', '--format', format)
    if (output.json) drawing.facts = { ...drawing.facts, text: await contents() }
    else output.copied(String(await contents()).trimEnd())
    return []
  }
  const file = out ?? `${drawing.name}-${what}${endings[format][0]}`
  await writeFileAtomic(resolve(io.cwd, file), await contents())
  return [file]
}

function formatOf(what: PlotName, out: string | undefined, { texts, isPhoto }: Drawing): Format {
  const usual = isPhoto ? 'png' : 'svg'
  if (out === undefined || out === '-') return out === '-' ? 'svg' : usual
  const ending = extname(out).toLowerCase()
  const found = (Object.keys(endings) as Format[]).find((format) => endings[format].includes(ending))
  if (found && (texts || found === 'svg' || found === 'png')) return found
  const known = Object.entries(endings).flatMap(([format, [first]]) =>
    texts || format === 'svg' || format === 'png' ? [first!] : [],
  )
  throw argumentError(`keratin plot ${what}`, `a name ending in ${known.join(', ')}`, '--out', out)
}
