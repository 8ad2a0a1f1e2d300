import type { Preparation } from '../../../models/preparation.js'
import { prepareTexts } from '../../../models/text/preparation.js'
import type { tf } from '../../engine/index.js'
import type { Model } from '../../model/index.js'
import { probabilitiesOf } from '../model/probabilities.js'

/** How texts become input. */
export type TextInput = Extract<Preparation, { kind: 'text' | 'string' }>

/** The class probabilities of texts. */
export async function probabilitiesFor(
  model: Model,
  input: TextInput,
  texts: readonly string[],
  batchSize: number,
): Promise<Float32Array[]> {
  const x = prepareTexts(input, texts)
  try {
    const y = (await model.predict(x, { batchSize, verbose: 0 })) as tf.Tensor
    try {
      return probabilitiesOf(y)
    } finally {
      y.dispose()
    }
  } finally {
    x.dispose()
  }
}
