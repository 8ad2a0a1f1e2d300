import type { Recording } from '../recording.js'
import { keepColumns } from './columns.js'
import { updateInPlace } from './in-place.js'
import { multiplyTables } from './looked-up.js'
import { keepPrepared } from './prepared.js'
import { scaleResults } from './scaled.js'
import { keepTables } from './tables.js'
import { dropUnused } from './unused.js'

/** The recording in the form that runs fastest, with the same results. */
export const improved = (recording: Recording): Recording =>
  [keepTables, dropUnused, multiplyTables, updateInPlace, keepPrepared, keepColumns, scaleResults].reduce(
    (better, pass) => pass(better),
    recording,
  )
