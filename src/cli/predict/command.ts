import type { FilePreparation } from '../../../models/preparation.js'
import { encodingNamed } from '../../support/encoding-named.js'
import { argumentError, ExitCode } from '../../support/errors.js'
import { brief } from '../../support/format.js'
import { Progress } from '../../support/progress.js'
import { isInteractive } from '../../support/terminal.js'
import type { CommandCall } from '../command.js'
import { useEngine } from '../engine.js'
import { flagOf } from '../options/values.js'
import { predictionsAsCsv } from './csv.js'
import { expandFiles } from './expand.js'
import type { predictOptions } from './options.js'
import type { FileFailure, FilePrediction } from './predict.js'
import type { TextPrediction } from './predict-texts.js'
import { showPredictions } from './show.js'
import { imageOfStdin } from './stdin.js'

/** `keratin predict` */
export async function predictCommand(call: CommandCall<typeof predictOptions>): Promise<ExitCode> {
  const { args, options, output, io } = call
  const [path] = args
  if (options.csv && options.json)
    throw argumentError('keratin predict', 'left out with --json', '--csv', true)
  const { findModel, openModel } = await importModel(options.engine)
  const { file } = await findModel(path!, io.cwd)
  const opened = await openModel(path!, io.cwd)
  const failed: FileFailure[] = []
  const onFailure = (failure: FileFailure) => {
    failed.push(failure)
    output.warn(`skipped [${failure.code}]: ${failure.message}`)
  }
  try {
    const predictions = await predictAll(call, opened, onFailure)
    output.document({ model: file, predictions, failed })
    if (options.csv) output.copied(predictionsAsCsv(predictions))
    else if (predictions.length > 0) output.result(showPredictions(predictions, output))
    const unsure = predictions.filter(({ label }) => label === null).length
    if (unsure > 0)
      output.note(
        `${unsure} of ${predictions.length} without a class: none is as probable as ${brief(options.threshold!)}.`,
      )
    if (failed.length === 0) return ExitCode.ok
    return predictions.length > 0 ? ExitCode.failed : ExitCode.unreadable
  } finally {
    opened.model.dispose()
  }
}

type Opened = Awaited<ReturnType<typeof import('../model/open-model.js').openModel>>

async function predictAll(
  call: CommandCall<typeof predictOptions>,
  opened: Opened,
  onFailure: (failure: FileFailure) => void,
): Promise<(FilePrediction | TextPrediction)[]> {
  const { args, options, io } = call
  const input = opened.preparation()
  if (input.kind === 'digit' || input.kind === 'image') {
    for (const name of ['explain', 'textColumn', 'encoding'] as const) {
      if (options[name] !== undefined)
        throw argumentError(
          'keratin predict',
          'left out: the model takes images',
          flagOf(name),
          options[name],
        )
    }
    const { predictions, failed } = await predictImages(call, opened, input)
    failed.forEach(onFailure)
    return predictions
  }
  const { topK, threshold, batchSize, explain } = options
  const { signal } = io
  const { collectTexts } = await import('./texts.js')
  const { predictTexts } = await import('./predict-texts.js')
  const { textColumn } = options
  const encoding = options.encoding === undefined ? undefined : encodingNamed(options.encoding)
  const texts = await collectTexts(args.slice(1), io, onFailure, { textColumn, encoding })
  return predictTexts(opened, input, texts, { topK, threshold, batchSize, explain, signal })
}

async function predictImages(
  { args, options, output, io }: CommandCall<typeof predictOptions>,
  opened: Opened,
  input: FilePreparation,
) {
  const { predictFiles } = await import('./predict.js')
  const { cwd, signal } = io
  const { topK, threshold, batchSize } = options
  const files = await expandFiles(args.slice(1), cwd)
  const progress = new Progress({
    label: 'Predicting',
    total: files.length,
    unit: 'files',
    // a few files are done before a bar could be seen, and elsewhere than on a terminal nobody watches it
    quiet: output.quiet || !isInteractive(io.stderr, io.env),
    stream: io.stderr,
  })
  const onProgress = (count: number) => progress.add(count)
  try {
    const piped = () => imageOfStdin(io.stdin)
    const given = { cwd, topK, threshold, batchSize, signal, piped, onProgress }
    return await predictFiles(opened, input, files, given)
  } finally {
    progress.abandon()
  }
}

async function importModel(engine?: 'auto' | 'tensorflow' | 'wasm' | 'cpu') {
  await useEngine(engine)
  return import('../model/open-model.js')
}
