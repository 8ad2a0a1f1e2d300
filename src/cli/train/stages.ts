import { fallingRate } from '../../../models/falling-rate.js'
import type { Examples, Recipe, RecipeData, Stage } from '../../../models/recipe.js'
import type { Dataset } from '../../data/index.js'
import type { tf } from '../../engine/index.js'
import type { Model } from '../../model/index.js'
import { type Callback, EarlyStopping, TerminateOnNaN } from '../../training/index.js'
import { disposeOptimizer } from '../model/dispose-model.js'
import type { Output } from '../output.js'
import type { Recorder } from './recorder.js'
import type { RunSettings } from './settings.js'
import { StageBackup } from './stage-backup.js'

/** One training of the whole model, unless the data brings several of it or of parts of it. */
export const stagesOf = (model: Model, { stages, train, validation }: RecipeData): readonly Stage[] =>
  stages ?? [{ model, train, ...(validation && { validation }) }]

/** Compiles what a stage trains; what was compiled before is freed. */
export function compileStage(
  recipe: Recipe,
  settings: RunSettings,
  labels: readonly string[],
  samples: number,
  { model, epochs = settings.epochs, rate = 1 }: Pick<Stage, 'model' | 'epochs' | 'rate'>,
): void {
  disposeOptimizer(model)
  const { variant, lr, minutes, stepsPerEpoch = Math.ceil(samples / settings.batchSize) } = settings
  const steps = epochs * stepsPerEpoch
  // a training that was fitted to a time ends with it
  const learningRate = minutes === undefined ? lr * rate : fallingRate(lr * rate, steps)
  model.compile(recipe.compile({ learningRate, labels, steps, ...(variant !== undefined && { variant }) }))
}

export interface StagesOptions {
  recipe: Recipe
  settings: RunSettings
  labels: readonly string[]
  /** Samples that are trained on in the first stage. */
  samples: number
  recorder: Recorder
  folder: string
  /** What else is written down of all stages. */
  loggers: readonly Callback[]
  /** What shows how a stage goes on. */
  progressOf: (stage: Stage) => readonly Callback[]
}

/**
 * Trains the stages of a run, from where it was interrupted if it was.
 *
 * @param model the model of the run, which is compiled for the first stage
 * @returns how many epochs all of them have; those that were trained, where the results told that it is enough
 */
export async function trainStages(
  model: Model,
  stages: readonly Stage[],
  options: StagesOptions,
  output: Output,
): Promise<number> {
  const { recipe, settings, labels, samples, recorder, folder, loggers, progressOf } = options
  const { signal } = output.io
  const first = await StageBackup.keptIn(folder)
  let planned = 0
  for (const [index, stage] of stages.entries()) {
    const { train, validation, epochs = settings.epochs } = stage
    if (index >= first) {
      if (signal.aborted || (index > first && recorder.epochs.length < planned)) break
      stage.begin?.()
      if (stage.model !== model || index > 0) compileStage(recipe, settings, labels, samples, stage)
      if (stage.describe !== undefined) output.note(`Training ${stage.describe}`)
      const stopping = stoppingOf(settings, recorder)
      await stage.model.fit(train.x, train.y, {
        initialEpoch: planned,
        epochs: planned + epochs,
        ...(train.y && { batchSize: settings.batchSize }),
        ...(settings.stepsPerEpoch !== undefined && { stepsPerEpoch: settings.stepsPerEpoch }),
        ...(train.y && !validation && { validationSplit: settings.valSplit }),
        ...(validation && { validationData: validationOf(validation) }),
        verbose: 0,
        signal,
        callbacks: [
          new TerminateOnNaN(),
          recorder,
          ...loggers,
          ...stopping,
          ...progressOf(stage),
          new StageBackup(folder, index),
        ],
      })
      if (stopping.some(({ stoppedEpoch }) => stoppedEpoch > 0)) {
        const last = settings.earlyStop === 1 ? 'one' : settings.earlyStop
        output.note(`Enough after ${recorder.epochs.length} epochs: the last ${last} brought nothing better.`)
        return recorder.epochs.length
      }
    }
    planned += epochs
  }
  return planned
}

/** What ends a training whose results do not get better; by the same result as the best epoch is told. */
function stoppingOf({ earlyStop }: RunSettings, { name, monitor }: Recorder): EarlyStopping[] {
  const mode = monitor === 'loss' ? 'min' : 'max'
  return earlyStop === undefined ? [] : [new EarlyStopping({ monitor: name, mode, patience: earlyStop })]
}

const validationOf = ({ x, y }: Examples) => (y ? ([x as tf.Tensor, y] as const) : (x as Dataset<unknown>))
