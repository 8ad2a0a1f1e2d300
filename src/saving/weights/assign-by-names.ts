import type { Model } from '../../model/index.js'
import type { Origin } from '../upgrade/origin.js'
import { readPlanned } from './assign.js'
import { planByNames } from './plan-by-names.js'
import type { StoredWeight } from './stored.js'

/** Of weights without a word of what wrote them: they are as layers have them today. */
const today: Origin = { era: 3, version: undefined, backend: undefined }

/** Gives a model weights that are told apart by their names alone. */
export const assignByNames = (model: Model, stored: readonly StoredWeight[]): void =>
  readPlanned(planByNames(model, stored, today)).assign()
