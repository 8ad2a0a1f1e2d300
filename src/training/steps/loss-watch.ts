import { tf } from '../../engine/index.js'
import { ForwardPass, type ObservedLayer } from '../../graph/forward-pass.js'
import { warn } from '../../support/warn.js'
import type { TrainableModel } from '../trainable.js'
import { adaptInputs } from './adapt-inputs.js'
import type { StepBatch } from './step-batch.js'

type Maybe = tf.Tensor | null | undefined

/** NaN, Infinity or -Infinity if some number of a tensor is not finite; NaN before others. */
function notFinite(x: Maybe): number | undefined {
  if (x?.dtype !== 'float32') return undefined
  let found: number | undefined
  for (const v of x.dataSync()) {
    if (Number.isNaN(v)) return v
    if (!Number.isFinite(v)) found ??= v
  }
  return found
}

/** Says once in a run that a loss is no finite number, and where that began. */
export class LossWatch {
  #said = false
  #epoch: number | undefined
  #step = 0
  #batch: StepBatch | undefined

  /** A new run, which may warn again. */
  begin(): void {
    this.#said = false
    this.#epoch = undefined
  }

  /** A new epoch, counted from 0, of which the message shall speak. */
  beginEpoch(epoch: number): void {
    this.#epoch = epoch
  }

  /** Steps are counted afresh. */
  beginSteps(): void {
    this.#step = 0
  }

  /** The batch of the step that comes now. */
  beginStep(batch: StepBatch): void {
    this.#batch = batch
  }

  /** Looks at the loss of a step, before its gradients change the weights. */
  check(value: number, model: TrainableModel, training: boolean): void {
    const batch = this.#batch!
    this.#batch = undefined
    if (this.#said) return
    this.#step++
    if (Number.isFinite(value)) return
    this.#said = true
    const epoch = this.#epoch === undefined ? '' : `epoch ${this.#epoch + 1}`
    const place = training ? epoch && ` of ${epoch}` : ` of the evaluation${epoch && ` after ${epoch}`}`
    const cause = tf.tidy(() => causeInData(model, batch) ?? causeInModel(model, batch, training))
    warn(`the loss became ${value} at step ${this.#step}${place}. ${cause}`)
  }
}

function causeInData(model: TrainableModel, { x, y, sampleWeights }: StepBatch): string | undefined {
  const outputs = model.outputNames
  const lists: [what: string, names: readonly string[], tensors: readonly Maybe[]][] = [
    ['inputs', model.inputNames, x],
    ['targets', outputs, y],
    ['sample weights', outputs, sampleWeights],
  ]
  for (const [what, names, tensors] of lists) {
    for (const [i, tensor] of tensors.entries()) {
      const value = notFinite(tensor)
      if (value === undefined) continue
      const name = tensors.length > 1 ? ` of "${names[i]}"` : ''
      return `The ${what}${name} contain ${value}: look at the data.`
    }
  }
  return undefined
}

/** Computes the batch again, and stops at the first layer whose output is not finite. */
function causeInModel(model: TrainableModel, { x }: StepBatch, training: boolean): string {
  let cause: string | undefined
  const pass = new ForwardPass(training)
  pass.observe = (layer, outputs) => {
    if (cause !== undefined) return
    const value = outputs.map(notFinite).find((v) => v !== undefined)
    if (value !== undefined) cause = describe(layer, value)
  }
  try {
    model.forward(adaptInputs(x, model), pass)
  } finally {
    pass.discard()
  }
  return (
    cause ??
    'The outputs of all layers are finite: it is the loss itself, or a penalty, that is not. ' +
      'Look at the targets and the range of the last activation.'
  )
}

function describe({ name, className, weights }: ObservedLayer, value: number): string {
  const layer = `the layer "${name}" (${className})`
  const wrong = weights.find((v) => notFinite(v.read()) !== undefined)
  if (!wrong) return `It began in ${layer}, whose output contains ${value} while its weights are finite.`
  return `It began in ${layer}, whose weight "${wrong.name}" contains ${notFinite(wrong.read())}: lower the learning rate, or clip the gradients.`
}
