import { classesOf, Registry } from '../../support/registry.js'
import * as catalogue from './catalogue.js'
import { LearningRateSchedule } from './schedule.js'

export * from './catalogue.js'
export { LearningRateSchedule } from './schedule.js'

/** All learning rate schedules by name. */
export const schedules = new Registry<LearningRateSchedule>(
  'schedule',
  'keras.optimizers.schedules',
).register(...classesOf(catalogue, LearningRateSchedule))
