import { KeratinError } from '../../support/errors.js'

/**
 * Settings that are floats in Keras. Python tells 0.0 from 0, JSON of JavaScript does not, and some classes refuse
 * an integer there.
 */
const floats = new Set(
  `alpha beta beta_1 beta_2 beta_2_decay clip_threshold clipnorm clipvalue decay_rate dropout ema_momentum
  end_learning_rate epsilon epsilon_1 epsilon_2 factor fill_value gain gamma global_clipnorm initial_accumulator_value
  initial_learning_rate l1 l1_regularization_strength l2 l2_regularization_strength l2_shrinkage_regularization_strength
  label_smoothing label_weights learning_rate learning_rate_power loss_weights m_mul margin mask_value max_value maxval
  mean min_value minval momentum negative_slope power rate recurrent_dropout renorm_momentum rho stddev t_mul threshold
  thresholds values variance warmup_target weight_decay`.split(/\s+/),
)

/** JSON of a configuration as Python writes it: numbers that are floats have a point. */
export function kerasJson(value: unknown, isFloat = false): string {
  if (typeof value === 'number' && isFloat && Number.isSafeInteger(value)) return `${value}.0`
  if (typeof value === 'number' && !Number.isFinite(value)) return beyondNumbers(value)
  if (Array.isArray(value)) return `[${value.map((v) => kerasJson(v, isFloat)).join(', ')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, v]) => v !== undefined)
  const members = entries.map(
    ([k, v]) => `${JSON.stringify(k)}: ${kerasJson(v, floats.has(k) || (isFloat && k !== 'config'))}`,
  )
  return `{${members.join(', ')}}`
}

/** Python and JavaScript both read numbers that are too large as infinite; JSON itself has no word for it. */
function beyondNumbers(value: number): string {
  if (!Number.isNaN(value)) return value > 0 ? '1e999' : '-1e999'
  throw new KeratinError('UNSUPPORTED', 'A setting or an argument is NaN, which files cannot hold.')
}
