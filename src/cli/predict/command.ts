import { ExitCode } from '../../support/errors.js'
import { Progress } from '../../support/progress.js'
import { isInteractive } from '../../support/terminal.js'
import type { CommandCall } from '../command.js'
import type { predictOptions } from '../commands/predict.js'
import { useEngine } from '../engine.js'
import type { Output } from '../output.js'
import { expandFiles } from './expand.js'
import type { FilePrediction } from './predict.js'

/** `keratin predict` */
export async function predictCommand(call: CommandCall<typeof predictOptions>): Promise<ExitCode> {
  const { args, options, output, io } = call
  const [path, ...words] = args
  const { findModel, openModel } = await importModel(options.engine)
  const { file } = await findModel(path!, io.cwd)
  const files = await expandFiles(words, io.cwd)
  const { predictFiles } = await import('./predict.js')
  const opened = await openModel(path!, io.cwd)
  const progress = new Progress({
    label: 'Predicting',
    total: files.length,
    unit: 'files',
    // a few files are done before a bar could be seen, and elsewhere than on a terminal nobody watches it
    quiet: output.quiet || !isInteractive(io.stderr, io.env),
    stream: io.stderr,
  })
  try {
    const { predictions, failed } = await predictFiles(opened, files, {
      cwd: io.cwd,
      topK: options.topK,
      batchSize: options.batchSize,
      signal: io.signal,
      onProgress: (count) => progress.add(count),
    })
    progress.abandon()
    for (const { code, message } of failed) output.warn(`skipped [${code}]: ${message}`)
    output.document({ model: file, predictions, failed })
    if (predictions.length > 0) output.result(showPredictions(predictions, output))
    if (failed.length === 0) return ExitCode.ok
    return predictions.length > 0 ? ExitCode.failed : ExitCode.unreadable
  } finally {
    progress.abandon()
    opened.model.dispose()
  }
}

async function importModel(engine?: 'auto' | 'tensorflow' | 'wasm' | 'cpu') {
  await useEngine(engine)
  return import('../model/open-model.js')
}

/** A table on a terminal; elsewhere one line a file and class, parts separated by tabs. */
function showPredictions(predictions: readonly FilePrediction[], { io }: Output): string {
  const rows = predictions.flatMap(({ file, classes }) =>
    classes.map(({ label, probability }, i) => ({
      file,
      label,
      probability: probability.toFixed(4),
      first: i === 0,
    })),
  )
  if (!isInteractive(io.stdout, io.env))
    return rows.map((r) => `${r.file}\t${r.label}\t${r.probability}`).join('\n')
  const width = (texts: readonly string[]) => Math.max(...texts.map((t) => t.length))
  const [files, labels] = [width(rows.map((r) => r.file)), width(rows.map((r) => r.label))]
  return rows
    .map((r) => `${(r.first ? r.file : '').padEnd(files)}  ${r.label.padEnd(labels)}  ${r.probability}`)
    .join('\n')
}
