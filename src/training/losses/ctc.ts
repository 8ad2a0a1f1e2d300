import { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import { KeratinError, showShape } from '../../support/errors.js'
import { ctcSample } from './ctc-alignments.js'
import { Loss, type LossOptions } from './loss.js'

export interface CtcFunctionOptions {
  /** How many labels each sample has. Default: those that are not blank. */
  targetLength?: ArrayLike<number>
  /** How many steps of each sample count. Default all. */
  outputLength?: ArrayLike<number>
  /** The class that stands for no label. Default 0. */
  maskIndex?: number
}

/**
 * Connectionist temporal classification: minus the logarithm of the probability that the steps, blanks and repetitions
 * left out, spell the labels.
 *
 * @param yTrue [batch, labels] class numbers
 * @param yPred [batch, steps, classes] logits
 * @returns [batch]
 */
export function ctc(
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  { targetLength, outputLength, maskIndex = 0 }: CtcFunctionOptions = {},
): tf.Tensor {
  if (yTrue.rank !== 2 || yPred.rank !== 3 || yTrue.shape[0] !== yPred.shape[0]) {
    throw new KeratinError(
      'SHAPE',
      'CTC expects labels of shape [batch, length] and logits of shape [batch, steps, classes]. ' +
        `Received: ${showShape(yTrue.shape)} and ${showShape(yPred.shape)}.`,
    )
  }
  const [batch, steps, classes] = yPred.shape as [number, number, number]
  const length = yTrue.shape[1]!
  const labels = Float32Array.from(yTrue.dataSync())
  return tf.customGrad((given, save) => {
    const logits = (given as tf.Tensor).dataSync() as Float32Array
    const losses = new Float32Array(batch)
    const gradient = new Float32Array(logits.length)
    for (let i = 0; i < batch; i++) {
      const own = labels.subarray(i * length, (i + 1) * length)
      const count = targetLength?.[i] ?? own.reduce((n, v) => n + (v === maskIndex ? 0 : 1), 0)
      const [from, to] = [i * steps * classes, (i * steps + (outputLength?.[i] ?? steps)) * classes]
      const sample = {
        logits: logits.subarray(from, to),
        steps: (to - from) / classes,
        classes,
        labels: own,
        count,
        blank: maskIndex,
      }
      losses[i] = ctcSample(sample, gradient.subarray(from, to))
    }
    ;(save as tf.GradSaveFunc)([tf.tensor3d(gradient, [batch, steps, classes])])
    return {
      value: tf.tensor1d(losses),
      gradFunc: (dy: tf.Tensor, [slope]: tf.Tensor[]) => tf.mul(slope!, tf.reshape(dy, [batch, 1, 1])),
    }
  })(yPred)
}

class CTCClass extends Loss {
  static override readonly className: string = 'CTC'

  constructor(options: LossOptions = {}) {
    super(options, 'ctc')
  }

  override call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return ctc(yTrue, yPred)
  }
}

/**
 * Connectionist temporal classification, for labels whose places in a sequence are not known, as in speech. Class 0 is
 * the blank; labels of 0 are padding.
 *
 * Labels that do not fit into the steps give, as in Keras, a loss of some 707, not infinity.
 *
 * Targets are `[batch, length]` class numbers, predictions `[batch, steps, classes]` logits.
 *
 * @throws KeratinError `SHAPE` for other shapes
 * @see https://keras.io/api/losses/probabilistic_losses/#ctc-class
 */
export const CTC: Constructible<CTCClass, LossOptions> = constructible(CTCClass)
export type CTC = CTCClass
