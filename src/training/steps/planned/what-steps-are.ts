import { tf } from '../../../engine/index.js'
import { warn } from '../../../support/warn.js'
import type { TrainableModel } from '../../trainable.js'
import type { Program } from '../program.js'
import type { StepMode } from '../step-mode.js'

/** A tensor that a step may be given. */
export type Maybe = tf.Tensor | null

/**
 * Whether steps run operator by operator: those of models that are compiled so, all under `KERATIN_PLANS=0`, and all in
 * the mode of TensorFlow.js that looks at each operator.
 */
export const isEager = (mode: StepMode): boolean =>
  mode === 'eager' || process.env.KERATIN_PLANS === '0' || tf.env().getBool('DEBUG')

/** What steps of a program depend on in JavaScript. */
export const rootsOf = (program: Program): readonly object[] => [
  ...partsOf(program.model),
  ...(program.model.ownSteps?.usualTraining === false ? [] : [program.trainedVariables]),
  program.optimizer,
  ...(program.model.heldOptimizers ?? []),
  ...program.allMetrics,
]

/** A model and the layers within. */
export const partsOf = (model: TrainableModel): readonly object[] => [model, ...(model.selfAndInside ?? [])]

/** The shapes and types of tensors, and which of them are the same. */
export function kindOf(tensors: readonly Maybe[]): string {
  const ids = tensors.map((t) => t?.dataId)
  const kinds = tensors.map((t, i) => {
    if (!t) return 'none'
    const same = ids.indexOf(t.dataId)
    return `${t.dtype} [${t.shape}]${same < i ? ` as ${same}` : ''}`
  })
  return kinds.join(', ')
}

const said = new WeakSet<TrainableModel>()

/** Says once of a model that its steps run operator by operator. */
export function say(kind: string, model: TrainableModel, reason: string): void {
  if (said.has(model)) return
  said.add(model)
  warn(`the ${kind} step of "${model.name}" runs operator by operator: ${reason}.`)
}
