import { stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { type DataSetEntry, dataSets, findDataSet } from '../../../datasets/catalogue/index.js'
import { isTableName } from '../../../datasets/texts/rows.js'
import { listImages } from '../../data/images/folder/list-images.js'
import { ExitCode, KeratinError, quoted } from '../../support/errors.js'
import { fileNotFound, writeFileAtomic } from '../../support/files.js'
import { nearest } from '../../support/names.js'
import { Progress } from '../../support/progress.js'
import { sha256Of } from '../../support/sha256-of.js'
import { isInteractive } from '../../support/terminal.js'
import type { DatasetsCall } from './call.js'
import { toRemove } from './fix-list.js'
import { placeFor } from './place.js'
import { showImageReport, showTextReport } from './report.js'

/** What was found: the report as JSON, as text, how many faults there are, and what must go so that none is left. */
interface Findings {
  document: object
  text: string
  faults: number
  remove: string[]
}

/** `keratin datasets verify` */
export async function verifyData(call: DatasetsCall, what: string): Promise<ExitCode> {
  const { output, io, options } = call
  const { document, text, faults, remove } = await findingsOf(call, what)
  if (options.fixList !== undefined) {
    const path = resolve(io.cwd, options.fixList)
    await writeFileAtomic(path, remove.map((name) => `${name}\n`).join(''))
    output.note(`${remove.length} of them must go so that no fault is left: ${options.fixList}`)
  }
  output.document({ ...document, faults })
  output.result(text)
  return faults > 0 ? ExitCode.checkFailed : ExitCode.ok
}

async function findingsOf(call: DatasetsCall, what: string): Promise<Findings> {
  const path = resolve(call.io.cwd, what)
  const found = await stat(path).catch(() => undefined)
  if (!found) {
    if (dataSets.some(({ name }) => name === what)) return ofDataSet(call, findDataSet(what))
    const missing = await fileNotFound(path)
    const near = nearest(
      what,
      dataSets.map(({ name }) => name),
    )
    throw near === undefined || missing.hint?.startsWith('Did you mean')
      ? missing
      : new KeratinError(missing.code, missing.problem, {
          hint: `Did you mean the data set ${quoted(near)}?`,
        })
  }
  if (found.isDirectory()) {
    if ((await listImages(path)).length > 0) return ofImages(call, path, what)
    return ofTexts(call, path, what).catch((error) => {
      const isNone = error instanceof KeratinError && error.problem.endsWith('holds no texts.')
      throw isNone ? nothingIn(what) : error
    })
  }
  if (isTableName(path)) return ofTexts(call, path, what)
  throw new KeratinError('ARGUMENT', `${what} is neither a folder nor a table.`, {
    hint: 'Give a folder of images or texts, a .csv, .tsv or .jsonl file, or the name of a data set.',
  })
}

const nothingIn = (folder: string): KeratinError =>
  new KeratinError('DATA', `There are no images and no texts in ${folder}.`, {
    hint: 'Expected: images, a folder of .txt files for each class, or train.csv and test.csv.',
  })

/** Files as they are published are compared by their hashes; what is in folders is looked through. */
async function ofDataSet(call: DatasetsCall, entry: DataSetEntry): Promise<Findings> {
  const { source, paths } = await placeFor(entry)
  const folder = source.folder!
  const isKnown = Object.keys(paths).every((name) => entry.remote?.[name])
  if (!isKnown) return entry.kind === 'texts' ? ofTexts(call, folder, folder) : ofImages(call, folder, folder)
  const files = await Promise.all(
    Object.entries(paths).map(async ([name, path]) => {
      const expected = entry.remote![name]!.sha256!
      if (!path.endsWith('.gz')) return { file: basename(path), sha256: null, state: 'unpacked' }
      const sha256 = await sha256Of(path)
      return { file: basename(path), sha256, state: sha256 === expected ? 'right' : 'wrong' }
    }),
  )
  const faults = files.filter(({ state }) => state === 'wrong')
  const told: Record<string, string> = {
    right: 'as it was published',
    wrong: 'not what was published',
    unpacked: 'unpacked: only the packed file can be compared',
  }
  return {
    document: { kind: 'files', name: entry.name, folder, files },
    text: [`${entry.name} in ${folder}`, ...files.map(({ file, state }) => `  ${file}: ${told[state]}`)].join(
      '\n',
    ),
    faults: faults.length,
    remove: faults.map(({ file }) => join(folder, file)),
  }
}

async function ofImages({ io, output }: DatasetsCall, path: string, shown: string): Promise<Findings> {
  const { verifyImages } = await import('../../data/images/verify-images.js')
  const progress = new Progress({
    label: 'Looking through images',
    unit: 'files',
    quiet: output.quiet || !isInteractive(io.stderr, io.env),
    stream: io.stderr,
  })
  try {
    const report = await verifyImages(path, {
      signal: io.signal,
      onImage(done, total) {
        progress.total = total
        progress.update(done)
      },
    })
    const { unreadable, tiny, duplicates, leaks } = report
    return {
      document: { kind: 'images', ...report },
      text: showImageReport({ ...report, folder: shown }),
      faults: unreadable.length + tiny.length + duplicates.length + leaks.length,
      remove: toRemove([...unreadable.map(({ file }) => file), ...tiny], [...duplicates, ...leaks]),
    }
  } finally {
    progress.abandon()
  }
}

async function ofTexts({ options }: DatasetsCall, path: string, shown: string): Promise<Findings> {
  const { verifyTexts } = await import('../../../datasets/texts/verify-texts.js')
  const { textColumn, labelColumn, encoding } = options
  const report = await verifyTexts(path, {
    ...(textColumn !== undefined && { textColumn }),
    ...(labelColumn !== undefined && { labelColumn }),
    ...(encoding !== undefined && { encoding }),
  })
  const { empty, duplicates, contradictions } = report
  return {
    document: { kind: 'texts', data: path, ...report },
    text: showTextReport(report, shown),
    faults: empty.length + duplicates.length,
    // of texts in two classes nobody knows which is right
    remove: toRemove([...empty, ...contradictions.flat()], duplicates),
  }
}
