import { logitsOf, tf } from '../../engine/index.js'
import type { ForwardPass } from '../../graph/forward-pass.js'
import type { LossInputs } from '../compile/compiled-loss.js'
import { adaptInputs } from './adapt-inputs.js'
import type { Program } from './program.js'
import type { StepBatch } from './step-batch.js'
import { totalLoss } from './total-loss.js'

/** What a forward pass of a step leaves for the metrics. */
export interface StepResults {
  readonly loss: tf.Tensor
  /** The losses of the outputs, before weighting. */
  readonly outputLosses: readonly tf.Tensor[]
  readonly inputs: LossInputs
}

/** Computes the outputs for a batch, and its losses. */
export function forward(
  program: Program,
  { x, y, sampleWeights }: StepBatch,
  pass: ForwardPass,
): StepResults {
  const { model, loss, trainedVariables } = program
  const { outputs, masks } = model.forward(adaptInputs(x, model), pass)
  const inputs: LossInputs = { targets: y, predictions: outputs, masks, sampleWeights }
  const { values, weighted } = loss.compute(inputs)
  return { loss: totalLoss(weighted, pass, trainedVariables), outputLosses: values, inputs }
}

/** Saves what `count` needs from the end of the scope that gradients are taken in; `held` are then the caller's. */
export function hold(
  { metrics, outputLossMeans }: Program,
  { x }: StepBatch,
  { outputLosses, inputs }: StepResults,
  held: tf.Tensor[],
): void {
  // a crossentropy metric looks at the logits behind probabilities, as the loss does
  const logits = inputs.predictions.map((t) => logitsOf(t) ?? null)
  const needed = metrics.isEmpty ? [] : [...inputs.predictions, ...logits, ...inputs.masks]
  if (outputLossMeans.length > 0) needed.push(...outputLosses)
  for (const t of needed) {
    // an output may be an input or a weight handed through: these are not ours to free
    if (!t || t.kept || t instanceof tf.Variable || x.includes(t)) continue
    held.push(tf.keep(t))
  }
}

/** Counts a batch in the running loss and the metrics. */
export function count(
  { metrics, lossMean, outputLossMeans }: Program,
  { loss, outputLosses, inputs }: StepResults,
  size: number,
): void {
  const samples = tf.scalar(size)
  lossMean.updateState(loss, samples)
  // Keras does not know the size of a batch there, and counts each batch of an output as one
  outputLossMeans.forEach((mean, i) => {
    mean.updateState(outputLosses[i]!)
  })
  metrics.update(inputs)
}
