import type { tf } from '../../../engine/index.js'
import { warn } from '../../../support/warn.js'
import type { TrainableModel } from '../../trainable.js'
import { eagerSteps } from '../eager-steps.js'
import type { Program } from '../program.js'
import type { StepBatch } from '../step-batch.js'
import type { StepRunner } from '../step-runner.js'
import { plansOf } from './plans-of.js'

type Maybe = tf.Tensor | null

/** `KERATIN_PLANS=0` has all steps run operator by operator. */
const areOff = (): boolean => process.env.KERATIN_PLANS === '0'

/** Runs steps from plans where they can be recorded, else operator by operator. */
export const plannedSteps: StepRunner = {
  train: (program, batch) => onBatch('train', program, batch),

  evaluate: (program, batch) => onBatch('evaluate', program, batch),

  predict(model, x, mode) {
    const body = (given: readonly tf.Tensor[]) => eagerSteps.predict(model, given, mode)
    if (mode === 'eager' || areOff()) return body(x)
    return plansOf(model, () => partsOf(model))
      .setFor(`predict ${kindOf(x)}`, mode)
      .run(x, body)
  },

  sync() {},
}

function onBatch(kind: 'train' | 'evaluate', program: Program, batch: StepBatch): void {
  if (program.mode === 'eager' || areOff()) {
    eagerSteps[kind](program, batch)
    return
  }
  const { x, y, sampleWeights, size } = batch
  const given: Maybe[] = [...x, ...y, ...sampleWeights]
  const feeds = given.filter((t) => t !== null)
  const plans = plansOf(program, () => [
    ...partsOf(program.model),
    program.trainedVariables,
    program.optimizer,
    ...program.allMetrics,
  ])
  const set = plans.setFor(`${kind} ${size} ${kindOf(given)}`, program.mode)
  const before = set.reason
  program.watch.beginStep(batch)
  set.run(feeds, (tensors) => {
    const copies = [...tensors]
    const all = given.map((t) => t && copies.shift()!)
    const [toY, toWeights] = [x.length, x.length + y.length]
    eagerSteps[kind](program, {
      x: all.slice(0, toY) as tf.Tensor[],
      y: all.slice(toY, toWeights),
      sampleWeights: all.slice(toWeights),
      size,
    })
    return []
  })
  if (set.reason !== before && !set.isOwnCode) say(kind, program.model, set.reason!)
}

const partsOf = (model: TrainableModel): readonly object[] => [model, ...(model.selfAndInside ?? [])]

/** The shapes and types of tensors, and which of them are the same. */
function kindOf(tensors: readonly Maybe[]): string {
  const ids = tensors.map((t) => t?.dataId)
  return tensors.map((t, _i) => (t ? `${t.dtype} ${t.shape} ${ids.indexOf(t.dataId)}` : 'none')).join('; ')
}

const said = new WeakSet<TrainableModel>()

function say(kind: string, model: TrainableModel, reason: string): void {
  if (said.has(model)) return
  said.add(model)
  warn(`the ${kind} step of "${model.name}" runs operator by operator: ${reason}.`)
}
