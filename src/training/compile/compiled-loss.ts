import { tf } from '../../engine/index.js'
import { KeratinError, showShape } from '../../support/errors.js'
import { getLoss, type Loss, type LossIdentifier } from '../losses/index.js'
import type { CompileOptions } from './options.js'
import { lossesPerOutput, lossWeightsPerOutput } from './per-output.js'

/** The loss of one output. */
interface OutputLoss {
  readonly output: number
  readonly name: string
  readonly identifier: LossIdentifier
  readonly weight: number | undefined
  /** Undefined while it depends on the shapes of the first batch. */
  loss: Loss | undefined
}

/** What the losses need of one batch; each list has one entry per output. */
export interface LossInputs {
  readonly targets: readonly (tf.Tensor | null)[]
  readonly predictions: readonly tf.Tensor[]
  readonly masks: readonly (tf.Tensor | null)[]
  readonly sampleWeights: readonly (tf.Tensor | null)[]
}

/** The losses of `compile`, spread over the outputs. */
export class CompiledLoss {
  readonly #losses: readonly OutputLoss[]

  /** @throws KeratinError `UNKNOWN_NAME` or `ARGUMENT` for what does not fit the outputs */
  constructor(options: Pick<CompileOptions, 'loss' | 'lossWeights'>, outputNames: readonly string[]) {
    const identifiers = lossesPerOutput<LossIdentifier>(options.loss ?? null, outputNames)
    const weights = lossWeightsPerOutput(options.lossWeights, outputNames)
    this.#losses = identifiers.flatMap((identifier, output) => {
      if (identifier === null || identifier === undefined) return []
      const loss = isGenericCrossentropy(identifier) ? undefined : getLoss(identifier)
      return [{ output, name: outputNames[output]!, identifier, weight: weights[output], loss }]
    })
  }

  /** Indexes of the outputs that have a loss. */
  get trainedOutputs(): readonly number[] {
    return this.#losses.map((l) => l.output)
  }

  /** Names under which the losses of several outputs are reported by themselves; none for a single one. */
  get reportedNames(): readonly string[] {
    return this.#losses.length > 1 ? this.#losses.map((l) => `${l.name}_loss`) : []
  }

  /** The values of all losses, before and after weighting. */
  compute(inputs: LossInputs): { values: tf.Tensor[]; weighted: tf.Tensor[] } {
    const values = this.#losses.map((l) => computeOne(l, inputs))
    const weighted = values.map((v, i) => {
      const { weight } = this.#losses[i]!
      return weight === undefined ? v : tf.mul(v, weight)
    })
    return { values, weighted }
  }
}

function computeOne(
  entry: OutputLoss,
  { targets, predictions, masks, sampleWeights }: LossInputs,
): tf.Tensor {
  const target = targets[entry.output]
  const prediction = predictions[entry.output]!
  if (!target) {
    throw new KeratinError('DATA', `There are no targets for the output "${entry.name}".`, {
      hint: 'Give y, or null as the loss of outputs that are not trained.',
    })
  }
  entry.loss ??= getLoss(entry.identifier, { yTrue: target.shape, yPred: prediction.shape })
  try {
    const weights = sampleWeights[entry.output] ?? undefined
    return entry.loss.compute(target, prediction, weights, masks[entry.output] ?? undefined)
  } catch (cause) {
    if (cause instanceof KeratinError && cause.code !== 'SHAPE') throw cause
    throw new KeratinError(
      'SHAPE',
      `The loss ${entry.loss.name} of the output "${entry.name}" cannot be computed from targets of shape ` +
        `${showShape(target.shape)} and predictions of shape ${showShape(prediction.shape)}: ${(cause as Error).message}`,
      { cause },
    )
  }
}

/** Whether a name means the crossentropy that fits the shapes of targets and predictions. */
const isGenericCrossentropy = (identifier: unknown): boolean =>
  typeof identifier === 'string' && /^(crossentropy|ce)$/i.test(identifier)
