import { KeratinError } from '../../support/errors.js'

/** The error for what stock TensorFlow.js cannot do: a layer by name, and the reason. */
export const refused = (className: string, name: unknown, reason: string): KeratinError =>
  new KeratinError('UNSUPPORTED', `Layer "${name}" (${className}): ${reason}`, {
    hint: 'Save the model as .keras or .h5, or without that layer.',
  })
