import type { Model } from '../../model/index.js'

/** Frees a model that is not needed any more, with the optimizer it was compiled with. */
export function disposeModel(model: Model): void {
  const variables = model.optimizer?.variables ?? []
  model.dispose()
  for (const variable of variables) variable.dispose()
}
