import { inspect, tf } from '../../engine/index.js'
import { ForwardPass } from '../../graph/forward-pass.js'
import { adaptInputs } from './adapt-inputs.js'
import { lossAndGradients } from './gradients.js'
import type { Program } from './program.js'
import { count, forward, hold, type StepResults } from './results.js'
import type { StepBatch } from './step-batch.js'
import type { StepRunner } from './step-runner.js'

/** Runs steps operator by operator, on any engine. */
export const eagerSteps: StepRunner = {
  train(program, batch) {
    const { optimizer, trainedVariables } = program
    const held: tf.Tensor[] = []
    inPass(
      new ForwardPass(true),
      (pass) => {
        let results: StepResults | undefined
        const { loss, gradients } = lossAndGradients(() => {
          results = forward(program, batch, pass)
          hold(program, batch, results, held)
          return optimizer.scaleLoss(results.loss)
        }, trainedVariables)
        watch(program, batch, loss, true)
        optimizer.apply(gradients, trainedVariables)
        const factor = optimizer.lossScaleFactor ?? 1
        count(program, { ...results!, loss: factor === 1 ? loss : tf.div(loss, factor) }, batch.size)
      },
      held,
    )
  },

  evaluate(program, batch) {
    inPass(new ForwardPass(false), (pass) => {
      const results = forward(program, batch, pass)
      watch(program, batch, results.loss, false)
      count(program, results, batch.size)
    })
  },

  predict(model, x) {
    return inPass(new ForwardPass(false, true), (pass) => {
      const { outputs } = model.forward(adaptInputs(x, model), pass)
      return outputs.map((t, i) => {
        const handedThrough = t instanceof tf.Variable || x.includes(t) || outputs.indexOf(t) < i
        return handedThrough ? t.clone() : t
      })
    })
  },

  sync() {},
}

function watch(program: Program, batch: StepBatch, loss: tf.Tensor, training: boolean): void {
  program.watch.beginStep(batch)
  inspect(loss, ([value]) => program.watch.check(value!, program.model, training))
}

/** Runs one pass; its new state is taken over if all goes well. */
function inPass<T extends tf.TensorContainer>(
  pass: ForwardPass,
  body: (pass: ForwardPass) => T,
  held: readonly tf.Tensor[] = [],
): T {
  try {
    const result = tf.tidy(() => body(pass))
    pass.commit()
    return result
  } finally {
    pass.discard()
    for (const t of held) t.dispose()
  }
}
