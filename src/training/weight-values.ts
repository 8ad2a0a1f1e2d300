import { tf, type Variable } from '../engine/index.js'
import { KeratinError } from '../support/errors.js'
import type { TrainableModel } from './trainable.js'

/** The numbers of a variable. */
export type Values = Float32Array | Int32Array | Uint8Array

/** The values of a model's weights at one moment, outside the engine's memory. */
export interface WeightValues {
  readonly values: readonly Values[]
  /** Puts them back into the model. */
  restore(): void
}

/** Takes down the values of all weights of a model. */
export const takeWeights = ({ weights }: Pick<TrainableModel, 'weights'>): WeightValues =>
  held(
    weights,
    weights.map((variable) => variable.data()),
  )

/** Values that were taken down before, in another process perhaps. */
export const weightsOf = (
  { weights }: Pick<TrainableModel, 'weights'>,
  values: readonly Values[],
): WeightValues => held(weights, values)

function held(variables: readonly Variable[], values: readonly Values[]): WeightValues {
  return {
    values,
    restore: () => assignValues(variables, values, 'weights'),
  }
}

/**
 * Gives variables values that were taken down.
 *
 * @param what whose they are, for the error: `weights`
 * @throws KeratinError `SHAPE` if there are other variables than then; nothing has been changed
 */
export function assignValues(variables: readonly Variable[], values: readonly Values[], what: string): void {
  const odd = variables.findIndex((v, i) => v.size !== values[i]?.length)
  if (variables.length !== values.length || odd >= 0) {
    const received =
      odd >= 0 && values[odd]
        ? `${variables[odd]!.path} had ${values[odd].length} numbers and has ${variables[odd]!.size}`
        : `there were ${values.length} and there are ${variables.length}`
    throw new KeratinError('SHAPE', `The ${what} are not those that were kept: ${received}.`, {
      hint: 'Go on with the same model, or begin anew in another folder.',
    })
  }
  for (const [i, variable] of variables.entries()) {
    tf.tidy(() => variable.assign(tf.tensor(values[i]!, [...variable.shape], variable.dtype)))
  }
}
