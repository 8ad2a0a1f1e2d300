import { type Identifier, Registry } from '../../support/registry.js'
import { Adadelta } from './adadelta.js'
import { Adafactor } from './adafactor.js'
import { Adagrad } from './adagrad.js'
import { Adam, AdamW } from './adam.js'
import { Adamax } from './adamax.js'
import { Ftrl } from './ftrl.js'
import { Lamb } from './lamb.js'
import { Lion } from './lion.js'
import { Nadam } from './nadam.js'
import type { Optimizer } from './optimizer.js'
import { RMSprop } from './rmsprop.js'
import { SGD } from './sgd.js'

export * from './adadelta.js'
export * from './adafactor.js'
export * from './adagrad.js'
export * from './adam.js'
export * from './adamax.js'
export * from './ftrl.js'
export * from './lamb.js'
export * from './lion.js'
export * from './nadam.js'
export { Optimizer, type StepScalar, type StepScalars } from './optimizer.js'
export type { OptimizerOptions } from './options.js'
export * from './rmsprop.js'
export * from './sgd.js'

/** All optimizers by name. */
export const optimizers = new Registry<Optimizer>('optimizer', 'keras.optimizers', true)
  .register(SGD, RMSprop, Adam, AdamW, Adamax, Nadam, Adagrad, Adadelta)
  .register(Ftrl, Lion, Lamb, Adafactor)

/**
 * The optimizer meant by a name, a configuration, or an object.
 *
 * @example getOptimizer('adam')
 * @see https://keras.io/api/optimizers/
 */
export const getOptimizer = (identifier: Identifier<Optimizer>): Optimizer => optimizers.get(identifier)
