import { KeratinError } from '../../support/errors.js'
import type { Optimizer } from '../optimizers/index.js'
import { type Callback, callbackName } from './callback.js'

/** The optimizer of the model that a callback is used with. */
export function requireOptimizer(callback: Callback): Optimizer {
  const { optimizer } = callback.model
  if (optimizer) return optimizer
  throw new KeratinError('NOT_COMPILED', `${callbackName(callback)} needs a compiled model.`, {
    hint: 'Call model.compile({ optimizer, loss }) first.',
  })
}
