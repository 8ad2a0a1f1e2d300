import { findDataSet } from '../../../datasets/catalogue/index.js'
import { ExitCode } from '../../support/errors.js'
import { formatBytes } from '../../support/format.js'
import type { DatasetsCall } from './call.js'
import { bytesOf, placeOf, toHave } from './place.js'

/** `keratin datasets info` */
export async function showDataSet({ output }: DatasetsCall, name: string): Promise<ExitCode> {
  const entry = findDataSet(name)
  const found = await entry.locate?.()
  const files = Object.entries(entry.remote ?? {}).map(([file, { bytes = null, sha256 = null, urls }]) => ({
    file,
    bytes,
    sha256,
    urls,
  }))
  const { describe, kind, licence, page, byHand } = entry
  output.document({
    name,
    describe,
    kind,
    licence,
    page,
    bytes: bytesOf(entry),
    files,
    ...(byHand && { byHand: toHave(entry) }),
    found: found ? { ...placeOf(found), paths: Object.values(found.paths) } : null,
  })
  const rows: [string, string][] = [
    [name, describe],
    ['licence', licence],
    ['page', page],
    ...files.map(({ file, bytes, sha256 }): [string, string] => [
      'file',
      `${file}${bytes === null ? '' : `, ${formatBytes(bytes)}`}${sha256 === null ? '' : `, SHA-256 ${sha256}`}`,
    ]),
    ['place', found ? found.source.folder! : toHave(entry)],
  ]
  const width = Math.max(...rows.map(([term]) => term.length))
  output.result(rows.map(([term, text]) => `${term.padEnd(width)}  ${text}`).join('\n'))
  return ExitCode.ok
}
