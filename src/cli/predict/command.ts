import { ExitCode } from '../../support/errors.js'
import type { CommandCall } from '../command.js'
import type { predictOptions } from '../commands/predict.js'
import { useEngine } from '../engine.js'
import { expandFiles } from './expand.js'
import type { FileFailure, FilePrediction } from './predict.js'
import type { TextPrediction } from './predict-texts.js'
import { showPredictions } from './show.js'

/** `keratin predict` */
export async function predictCommand(call: CommandCall<typeof predictOptions>): Promise<ExitCode> {
  const { args, options, output, io } = call
  const [path] = args
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
    if (predictions.length > 0) output.result(showPredictions(predictions, output))
    if (failed.length === 0) return ExitCode.ok
    return predictions.length > 0 ? ExitCode.failed : ExitCode.unreadable
  } finally {
    opened.model.dispose()
  }
}

type Opened = Awaited<ReturnType<typeof import('../model/open-model.js').openModel>>

async function predictAll(
  { args, options, io }: CommandCall<typeof predictOptions>,
  opened: Opened,
  onFailure: (failure: FileFailure) => void,
): Promise<(FilePrediction | TextPrediction)[]> {
  const words = args.slice(1)
  const { topK, batchSize, explain } = options
  const { signal } = io
  const input = opened.preparation()
  if (input.kind === 'digit') {
    const { predictFiles } = await import('./predict.js')
    const files = await expandFiles(words, io.cwd)
    const { cwd } = io
    const { predictions } = await predictFiles(opened, input, files, {
      cwd,
      topK,
      batchSize,
      signal,
      onFailure,
    })
    return predictions
  }
  const { collectTexts } = await import('./texts.js')
  const { predictTexts } = await import('./predict-texts.js')
  const texts = await collectTexts(words, io, onFailure)
  return predictTexts(opened, input, texts, { topK, batchSize, explain, signal })
}

async function importModel(engine?: 'auto' | 'tensorflow' | 'wasm' | 'cpu') {
  await useEngine(engine)
  return import('../model/open-model.js')
}
