import type { Recipe, RecipeData, Stage } from '../../../models/recipe.js'
import { type FoundLearningRate, findLearningRate, type Model } from '../../model/index.js'
import { brief, formatDuration } from '../../support/format.js'
import { textChart } from '../../support/text-chart.js'
import { disposeOptimizer } from '../model/dispose-model.js'
import type { Output } from '../output.js'
import type { CurvesWanted } from '../plot/save-curves.js'
import { fitToTime } from './fit-to-time.js'
import { measurePace } from './measure-pace.js'
import type { Plan } from './plan.js'
import type { RunFolder } from './run-folder.js'
import type { RunSettings, WantedSettings } from './settings.js'
import { compileStage, stagesOf } from './stages.js'

/** What settings are measured with: it is thrown away afterwards. */
export interface Trial {
  recipe: Recipe
  data: RecipeData
  model: Model
  plan: Plan
  folder: RunFolder
  curves: CurvesWanted
  /** Seconds that loading and building took. */
  prepared: number
  /** Seconds since the command began. */
  passed(): number
}

/** Finds the settings that are to be measured. */
export async function decide(wanted: WantedSettings, trial: Trial, output: Output): Promise<RunSettings> {
  const { data, model } = trial
  const [stage] = stagesOf(model, data) as [Stage]
  const lr = wanted.lr === 'find' ? await findRate(wanted, stage, trial, output) : wanted.lr
  const settings = { ...wanted, lr, epochs: wanted.epochs ?? 1 }
  if (wanted.epochs !== undefined) return settings
  return { ...settings, ...(await fitEpochs(settings, stage, trial, output)) }
}

async function findRate(
  { batchSize, variant }: WantedSettings,
  { model, train }: Stage,
  { recipe, data, folder, curves }: Trial,
  output: Output,
): Promise<number> {
  output.note('Trying learning rates')
  disposeOptimizer(model)
  const request = { learningRate: 0.001, labels: data.labels, ...(variant !== undefined && { variant }) }
  model.compile(recipe.compile(request))
  const found = await findLearningRate(model, train.x, train.y, {
    ...(train.y && { batchSize }),
    signal: output.io.signal,
  })
  const rate = Number(found.suggestion.toPrecision(3))
  await saveCurve(folder, { ...found, suggestion: rate }, curves)
  output.note(`The loss falls fastest with a learning rate of ${brief(rate)}: learning-rate.txt shows it.`)
  return rate
}

/** Writes the curve down, as a chart of letters and as a picture. */
async function saveCurve(
  folder: RunFolder,
  { rates, smoothed, losses, suggestion }: FoundLearningRate,
  curves: CurvesWanted,
): Promise<void> {
  const chart = textChart([{ name: 'loss', mark: '•', values: smoothed }], {
    width: 72,
    format: brief,
    xLabel: `learning rates ${brief(rates[0]!)} to ${brief(rates.at(-1)!)}`,
  })
  const rows = rates.map((rate, i) =>
    [rate, losses[i]!, smoothed[i]!].map((v) => v.toPrecision(5)).join('\t'),
  )
  const table = ['rate\tloss\tsmoothed', ...rows].join('\n')
  const told = `The loss falls fastest with a learning rate of ${brief(suggestion)}.`
  await folder.write('learning-rate.txt', `${told}\n\n${chart}\n\n${table}\n`)
  if (curves === 'none') return
  const { linePlot } = await import('../../plot/index.js')
  const x = rates.map(Math.log10)
  const at = rates.findIndex((rate) => rate >= suggestion)
  const picture = linePlot(
    [
      { label: 'loss', x, y: smoothed },
      { label: `fastest: ${brief(suggestion)}`, x: [x[at]!], y: [smoothed[at]!], draw: 'points' },
    ],
    { title: 'Learning rates', xLabel: 'learning rate, power of 10', yLabel: 'loss', yScale: 'log' },
  )
  await folder.write('learning-rate.svg', picture.svg)
  await folder.write('learning-rate-dark.svg', picture.toSVG({ theme: 'dark' }))
}

async function fitEpochs(
  settings: RunSettings,
  stage: Stage,
  { recipe, data, model, plan, folder, prepared, passed }: Trial,
  output: Output,
): Promise<Pick<RunSettings, 'epochs' | 'stepsPerEpoch'>> {
  output.note('Measuring how long a step takes')
  const { batchSize, minutes } = settings
  const { train: samples, validation, test } = plan.data
  compileStage(recipe, settings, data.labels, samples, stage)
  const pace = await measurePace(stage, batchSize, output.io.signal)
  const writing = performance.now()
  await model.save(folder.file('last.keras'), { overwrite: true })
  folder.note('last.keras')
  // the last, the best, and what a run can be gone on with from
  const written = (3 * (performance.now() - writing)) / 1000
  const evaluating = (count: number) => (pace * count) / batchSize / 3
  const left = minutes! * 60 - passed() - prepared - evaluating(test) - written
  const steps = Math.ceil(samples / batchSize)
  const fitted = fitToTime(left, { pace, steps, perEpoch: evaluating(validation) + written })
  const { epochs, stepsPerEpoch } = fitted
  const part = stepsPerEpoch === undefined ? '' : ` of ${stepsPerEpoch} of ${steps} steps`
  output.note(
    `${brief(minutes!)} minutes leave ${formatDuration(left)} to train: ${epochs} epoch${epochs === 1 ? '' : 's'}${part}, ${brief(pace * 1000)} ms a step.`,
  )
  return fitted
}
