import { resolve } from 'node:path'
import { findRecipe } from '../../../models/registry.js'
import { ExitCode } from '../../support/errors.js'
import { writeFileAtomic } from '../../support/files.js'
import { brief, formatNumber } from '../../support/format.js'
import type { CommandCall } from '../command.js'
import { useEngine } from '../engine.js'
import { showChanges } from './changes.js'
import { showMistakes } from './mistakes.js'
import type { evaluateOptions } from './options.js'
import { showReport } from './report.js'
import { meets, parseThreshold } from './threshold.js'

/** `keratin evaluate` */
export async function evaluateCommand(call: CommandCall<typeof evaluateOptions>): Promise<ExitCode> {
  const { args, options, output, io } = call
  const threshold = options.min === undefined ? undefined : parseThreshold(options.min)
  if (options.recipe !== undefined) findRecipe(options.recipe)
  await useEngine(options.engine)
  const { openForEvaluation } = await import('./open-data.js')
  const { evaluateModel } = await import('./evaluate.js')
  const opened = await openForEvaluation(args[0]!, options, output)
  const { model, file, recipe, data, batchSize, variant, on } = opened
  try {
    const evaluation = await evaluateModel(model, recipe, data.test, data.labels, {
      batchSize,
      ...variant,
      signal: io.signal,
      ...(options.mistakes !== undefined && { mistakes: options.mistakes }),
    })
    const passed = threshold ? meets(threshold, evaluation.metrics) : undefined
    const result = {
      model: file,
      recipe: recipe.name,
      on,
      ...evaluation,
      ...(data.changes && { data: data.changes }),
      ...(threshold && { threshold: { ...threshold, passed } }),
    }
    if (options.output !== undefined) {
      await writeFileAtomic(resolve(io.cwd, options.output), `${JSON.stringify(result, null, 2)}\n`)
    }
    output.document(result)
    for (const line of showChanges(data.changes, data.of, on, args[0]!)) output.note(line)
    const values = Object.entries(evaluation.metrics).map(
      ([metric, value]) => `${metric} ${formatNumber(value)}`,
    )
    output.result(`${values.join(', ')} on ${evaluation.samples} ${onWhat[on]}\n`)
    output.result(showReport(evaluation.classes, evaluation.confusion))
    if (evaluation.mistakes) output.result(`\n${showMistakes(evaluation.mistakes)}`)
    if (passed !== false) return ExitCode.ok
    const value = evaluation.metrics[threshold!.metric]!
    output.say(`check failed: ${threshold!.metric} is ${brief(value)}, less than ${threshold!.least}`)
    return ExitCode.checkFailed
  } finally {
    opened.dispose()
  }
}

/** What the samples are that it is measured on. */
const onWhat = {
  test: 'samples',
  new: 'new samples',
  all: 'samples',
  validation: 'samples that the run chose by',
  train: 'samples that it was trained on',
} as const
