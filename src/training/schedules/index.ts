import { Registry } from '../../support/registry.js'
import { CosineDecay } from './cosine-decay.js'
import { CosineDecayRestarts } from './cosine-decay-restarts.js'
import { PiecewiseConstantDecay } from './piecewise-constant-decay.js'
import { PolynomialDecay } from './polynomial-decay.js'
import { ExponentialDecay, InverseTimeDecay } from './rate-decay.js'
import type { LearningRateSchedule } from './schedule.js'

export { CosineDecay, type CosineDecayOptions } from './cosine-decay.js'
export { CosineDecayRestarts, type CosineDecayRestartsOptions } from './cosine-decay-restarts.js'
export { PiecewiseConstantDecay, type PiecewiseConstantDecayOptions } from './piecewise-constant-decay.js'
export { PolynomialDecay, type PolynomialDecayOptions } from './polynomial-decay.js'
export { ExponentialDecay, InverseTimeDecay, type RateDecayOptions } from './rate-decay.js'
export { LearningRateSchedule } from './schedule.js'

/** All learning rate schedules by name. */
export const schedules = new Registry<LearningRateSchedule>(
  'schedule',
  'keras.optimizers.schedules',
).register(
  ExponentialDecay,
  InverseTimeDecay,
  PiecewiseConstantDecay,
  PolynomialDecay,
  CosineDecay,
  CosineDecayRestarts,
)
