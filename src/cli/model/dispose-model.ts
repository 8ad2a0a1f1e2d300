import type { Model } from '../../model/index.js'

/** Frees a model that is not needed any more, with the optimizer it was compiled with. */
export function disposeModel(model: Model): void {
  const free = optimizerOf(model)
  model.dispose()
  free()
}

/** Frees the optimizer of a model that gets another one. */
export const disposeOptimizer = (model: Model): void => optimizerOf(model)()

function optimizerOf(model: Model): () => void {
  const variables = model.optimizer?.variables ?? []
  return () => {
    for (const variable of variables) variable.dispose()
  }
}
