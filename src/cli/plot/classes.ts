import { plotConfusionMatrix } from '../../plot/index.js'
import { evaluateModel } from '../evaluate/evaluate.js'
import { openForEvaluation } from '../evaluate/open-data.js'
import { showReport } from '../evaluate/report.js'
import { nameOf } from '../model/find-run.js'
import type { Drawing, PlotCall } from './drawing.js'

/** Which classes a model takes for which. */
export async function drawConfusion({ options, output, io }: PlotCall, [path]: string[]): Promise<Drawing> {
  const opened = await openForEvaluation(path!, options, output)
  const { model, recipe, data, batchSize, variant, on } = opened
  try {
    const { labels } = data
    const evaluation = await evaluateModel(model, recipe, data.test, labels, {
      batchSize,
      ...variant,
      mistakes: 0,
      signal: io.signal,
    })
    const { confusion, samples, classes } = evaluation
    const name = nameOf(path!, io.cwd)
    const title = options.title ?? `${name}: ${samples} ${data.of}${on === 'test' ? '' : ` (${on})`}`
    const picture = plotConfusionMatrix(confusion, {
      labels,
      title,
      ...(options.normalize && { normalize: options.normalize }),
    })
    const facts = { model: opened.file, on, samples, labels, confusion }
    return { picture, name, facts, lines: `${showReport(classes, confusion)}\n` }
  } finally {
    opened.dispose()
  }
}
