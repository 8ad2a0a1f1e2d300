import { tf, type Variable } from '../engine/index.js'
import { currentPass } from '../graph/forward-pass.js'
import {
  arrangeTargets,
  arrangeWeights,
  flatten,
  type Program,
  type StepData,
  type StepLogs,
  type Structure,
  totalOf,
  unpackXYSampleWeight,
  valueAndGradients,
} from '../training/index.js'

/** What a loss or metrics are computed from, in the structures that data and model have. */
export interface StepValues {
  x?: Structure<tf.Tensor> | undefined
  y?: Structure<tf.Tensor> | undefined
  yPred: Structure<tf.Tensor>
  sampleWeight?: Structure<tf.Tensor> | undefined
  /** Whether this belongs to training. */
  training?: boolean | undefined
}

/** What a step needs of a model: the parts that it may have in ways of its own. */
interface SteppedModel {
  readonly trainableWeights: readonly Variable[]
  readonly losses: readonly tf.Tensor[]
  readonly outputNames: readonly string[]
  callOn(x: Structure<tf.Tensor>, training: boolean): Structure<tf.Tensor>
  computeLoss(values: StepValues): tf.Scalar
  computeMetrics(values: StepValues): StepLogs
}

/** The usual step of training, of parts that a model may have in ways of its own. */
export function trainStep(model: SteppedModel, program: Program, data: StepData): StepLogs {
  const { x, y, sampleWeight } = unpackXYSampleWeight(data)
  const { optimizer, lossMean } = program
  const weights = model.trainableWeights
  let yPred: Structure<tf.Tensor> | undefined
  const { value, gradients } = valueAndGradients(() => {
    yPred = model.callOn(x, true)
    return optimizer.scaleLoss(model.computeLoss({ x, y, yPred, sampleWeight, training: true }))
  }, weights)
  optimizer.apply(gradients, weights)
  const factor = optimizer.lossScaleFactor ?? 1
  lossMean.updateState(factor === 1 ? value : tf.div(value, factor), tf.scalar(sizeOf(x)))
  return model.computeMetrics({ x, y, yPred: yPred!, sampleWeight })
}

/** The usual step of evaluation. */
export function testStep(model: SteppedModel, program: Program, data: StepData): StepLogs {
  const { x, y, sampleWeight } = unpackXYSampleWeight(data)
  const yPred = model.callOn(x, false)
  const loss = model.computeLoss({ x, y, yPred, sampleWeight, training: false })
  program.lossMean.updateState(loss, tf.scalar(sizeOf(x)))
  return model.computeMetrics({ x, y, yPred, sampleWeight })
}

/** The losses of `compile`, and the penalties of layers and weights. */
export function computeLoss(model: SteppedModel, program: Program, values: StepValues): tf.Scalar {
  const { values: outputLosses, weighted } = program.loss.compute(inputsOf(model, program, values))
  program.outputLossMeans.forEach((mean, i) => {
    mean.updateState(outputLosses[i]!)
  })
  return totalOf([...weighted, ...model.losses]) as tf.Scalar
}

/** Counts a batch in the metrics of `compile` and gives all results. */
export function computeMetrics(model: SteppedModel, program: Program, values: StepValues): StepLogs {
  program.metrics.update(inputsOf(model, program, values))
  return program.namedResults()
}

function inputsOf(model: SteppedModel, program: Program, { y, yPred, sampleWeight }: StepValues) {
  const masks = currentPass()?.masks
  const predictions = flatten(yPred)
  return {
    targets: arrangeTargets(y, model.outputNames, program.loss.trainedOutputs),
    predictions,
    masks: predictions.map((t) => masks?.get(t) ?? null),
    sampleWeights: arrangeWeights(sampleWeight, model.outputNames),
  }
}

const sizeOf = (x: Structure<tf.Tensor>): number => flatten(x)[0]?.shape[0] ?? 1
