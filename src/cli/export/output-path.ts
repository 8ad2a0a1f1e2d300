import { basename } from 'node:path'
import type { FormatName } from '../../model/index.js'
import { formatNamed, formatOfName } from '../../saving/formats.js'

/** Where a model is written if it is not said: in the working folder, under its name with another ending. */
export function outputPath(model: string, to: FormatName): string {
  const ending = formatNamed(to)!.endings.find((one) => one.startsWith('.'))
  const name = nameOf(model)
  return ending ? `${name}${ending}` : `${name}-${to}`
}

/** The name of a file without its ending; of a file that is always called so, that of its folder. */
function nameOf(path: string): string {
  const parts = path.replace(/[?#].*$/, '').split(/[/\\]/)
  const file = parts.at(-1)!
  const endings = formatOfName(file)?.endings ?? ['.zip']
  const ending = endings.find((one) => file.toLowerCase().endsWith(one))
  if (ending === undefined) return file
  return ending.startsWith('.') ? basename(file).slice(0, -ending.length) : (parts.at(-2) ?? 'model')
}
