import type { tf } from '../../../engine/index.js'
import { eagerSteps } from '../eager-steps.js'
import type { Program } from '../program.js'
import type { StepBatch } from '../step-batch.js'
import type { StepRunner } from '../step-runner.js'
import { plansOf } from './plans-of.js'
import { isEager, kindOf, type Maybe, partsOf, rootsOf, say } from './what-steps-are.js'

/** Runs steps from plans where they can be recorded, else operator by operator. */
export const plannedSteps: StepRunner = {
  train: (program, batch) => onBatch('train', program, batch),

  evaluate: (program, batch) => onBatch('evaluate', program, batch),

  predict(model, x, mode) {
    const body = (given: readonly tf.Tensor[]) => eagerSteps.predict(model, given, mode)
    if (isEager(mode)) return body(x)
    return plansOf(model)
      .setFor(`predict ${kindOf(x)}`, mode, () => partsOf(model))
      .run(x, body)
  },

  sync() {},
}

function onBatch(kind: 'train' | 'evaluate', program: Program, batch: StepBatch): void {
  if (isEager(program.mode)) {
    eagerSteps[kind](program, batch)
    return
  }
  const { x, y, sampleWeights, size } = batch
  const given: Maybe[] = [...x, ...y, ...sampleWeights]
  const feeds = given.filter((t) => t !== null)
  const key = `${kind} ${size} samples: ${kindOf(given)}`
  const set = plansOf(program).setFor(key, program.mode, () => rootsOf(program))
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
