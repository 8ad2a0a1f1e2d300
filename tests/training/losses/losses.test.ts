import { describe, expect, it } from 'vitest'
import { attachLogits, tf } from '../../../src/engine/index.js'
import type { Config } from '../../../src/support/registry.js'
import {
  BinaryCrossentropy,
  CategoricalCrossentropy,
  Circle,
  ctc,
  getLoss,
  Huber,
  losses,
  MeanSquaredError,
  SparseCategoricalCrossentropy,
} from '../../../src/training/losses/index.js'
import { type GoldenTensor, goldenSuite, toTensor, toTensorMaybe } from '../../harness/golden.js'
import { valueAndGradient } from '../../harness/gradients.js'
import { expectNoLeak } from '../../harness/leaks.js'

interface LossCase {
  id: string
  class_name: string
  config: Config
  keras_config: Config
  y_true: GoldenTensor
  y_pred: GoldenTensor
  sample_weight?: GoldenTensor
  y_pred_mask?: GoldenTensor
  value: GoldenTensor
  grad_y_pred_of_sum: GoldenTensor | null
}

const registered = (name: string) => losses.find(name) !== undefined

goldenSuite<LossCase>('losses', {
  needs: (c) => [c.class_name],
  has: registered,
  run: (c) =>
    expectNoLeak(() => {
      const loss = losses.get({ class_name: c.class_name, config: c.config })
      expect(loss.getConfig()).toEqual(c.keras_config)
      const rtol = c.id.includes('extreme') ? 1e-4 : 1e-5
      tf.tidy(() => {
        const yTrue = toTensor(c.y_true)
        const [weight, mask] = [toTensorMaybe(c.sample_weight), toTensorMaybe(c.y_pred_mask)]
        const { value, gradient } = valueAndGradient(
          (yPred) => loss.compute(yTrue, yPred, weight, mask),
          toTensor(c.y_pred),
        )
        expect(value).toBeAllclose(c.value, { atol: 1e-6, rtol })
        if (c.grad_y_pred_of_sum) expect(gradient).toBeAllclose(c.grad_y_pred_of_sum, { atol: 1e-6, rtol })
      })
    }),
})

/** The loss and its gradient for predictions made by an activation from logits. */
function lossOfLogits(
  loss: string,
  activation: (x: tf.Tensor) => tf.Tensor,
  yTrue: tf.Tensor,
  logits: number[][],
) {
  const { value, gradient } = valueAndGradient(
    (x) => getLoss(loss).compute(yTrue, attachLogits(activation(x), x)),
    tf.tensor2d(logits),
  )
  return { value: value.dataSync()[0], gradient: [...gradient.dataSync()] }
}

// Values of model.evaluate in Keras 3.15.1 with one Dense layer of these logits.
describe('a crossentropy of a softmax or sigmoid', () => {
  const softmax = (x: tf.Tensor) => tf.softmax(x)
  const sigmoid = (x: tf.Tensor) => tf.sigmoid(x)

  it('is exact where probabilities round to 0 and 1', () => {
    tf.tidy(() => {
      const oneHot = tf.tensor2d([[1, 0, 0]])
      const categorical = lossOfLogits('categorical_crossentropy', softmax, oneHot, [[0, 0, 40]])
      expect(categorical.value).toBeCloseTo(40, 4)
      expect(categorical.gradient).toBeAllclose([-1, 0, 1])
      const sparse = lossOfLogits('sparse_categorical_crossentropy', softmax, tf.tensor1d([0]), [[0, 0, 40]])
      expect(sparse.value).toBeCloseTo(40, 4)
      const binary = lossOfLogits('binary_crossentropy', sigmoid, tf.tensor2d([[0]]), [[50]])
      expect(binary.value).toBeCloseTo(50, 4)
      expect(binary.gradient).toBeAllclose([1])
    })
  })

  it('takes the logits for what the loss expects, as Keras does', () => {
    tf.tidy(() => {
      const oneHot = tf.tensor2d([[1, 0, 0]])
      const logits = [[0, 1, 2]]
      expect(lossOfLogits('categorical_crossentropy', sigmoid, oneHot, logits).value).toBeCloseTo(
        2.40760589,
        5,
      )
      expect(lossOfLogits('binary_crossentropy', softmax, oneHot, logits).value).toBeCloseTo(1.37777901, 5)
    })
  })
})

describe('getLoss', () => {
  it('accepts every spelling, aliases, functions and losses', () => {
    expect(getLoss('mse')).toBeInstanceOf(MeanSquaredError)
    expect(getLoss('MSE')).toBeInstanceOf(MeanSquaredError)
    expect(getLoss('sparseCategoricalCrossentropy')).toBeInstanceOf(SparseCategoricalCrossentropy)
    const own = getLoss(function lifted(yTrue: tf.Tensor, yPred: tf.Tensor) {
      return tf.mean(tf.sub(yPred, yTrue), -1)
    })
    expect(own.name).toBe('lifted')
    expect(getLoss(own)).toBe(own)
    expect(() => getLoss('sparse_categorical_crosentropy')).toThrow(
      'Did you mean "SparseCategoricalCrossentropy"?',
    )
  })

  it('finds the crossentropy that fits the shapes', () => {
    const fitting = (name: string, yTrue: (number | null)[], yPred: (number | null)[]) =>
      getLoss(name, { yTrue, yPred })
    expect(fitting('crossentropy', [null, 1], [null, 1])).toBeInstanceOf(BinaryCrossentropy)
    expect(fitting('ce', [null], [null, 3])).toBeInstanceOf(SparseCategoricalCrossentropy)
    expect(fitting('crossentropy', [null, 3], [null, 3])).toBeInstanceOf(CategoricalCrossentropy)
  })
})

describe('bad input', () => {
  const compute = (loss: string, yTrue: number[], yPred: number[], weight?: number[]) => () =>
    tf.tidy(() => getLoss(loss).compute(tf.ones(yTrue), tf.ones(yPred), weight && tf.ones(weight)))

  it('is refused with both shapes and the next step', () => {
    expect(compute('categorical_crossentropy', [4], [4, 3])).toThrow('use sparse_categorical_crossentropy')
    expect(compute('sparse_categorical_crossentropy', [4, 3], [4, 3])).toThrow('use categorical_crossentropy')
    expect(compute('binary_crossentropy', [4, 2], [4, 3])).toThrow(
      '[4, 3]. Received: targets of shape [4, 2]',
    )
    expect(compute('mse', [4, 4, 2], [4, 4, 2], [4])).toThrow(
      'the shape of the losses per sample, [4, 4]. Received: shape [4].',
    )
    expect(() => MeanSquaredError({ reduction: 'average' as 'sum' })).toThrow('Received: reduction="average"')
    expect(() => BinaryCrossentropy({ labelSmooting: 0.1 } as object)).toThrow(
      'Did you mean "labelSmoothing"?',
    )
  })
})

it('keeps options that the configuration does not show', () => {
  const value = tf.tidy(
    () =>
      Huber(2)
        .compute(tf.zeros([1, 1]), tf.fill([1, 1], 10))
        .dataSync()[0],
  )
  expect(value).toBeCloseTo(18, 5)
})

interface CtcCase {
  id: string
  target: GoldenTensor
  output_logits: GoldenTensor
  target_length: GoldenTensor
  output_length: GoldenTensor
  mask_index: number
  value: GoldenTensor
  grad_of_sum: GoldenTensor
}

goldenSuite<CtcCase>('losses', {
  list: 'ctc',
  needs: () => [],
  has: () => true,
  run: (c) =>
    expectNoLeak(() =>
      tf.tidy(() => {
        const options = {
          targetLength: c.target_length.data as number[],
          outputLength: c.output_length.data as number[],
          maskIndex: c.mask_index,
        }
        const target = toTensor(c.target)
        const { value, gradient } = valueAndGradient(
          (logits) => ctc(target, logits, options),
          toTensor(c.output_logits),
        )
        expect(value).toBeAllclose(c.value)
        expect(gradient).toBeAllclose(c.grad_of_sum, { atol: 1e-5, rtol: 1e-4 })
      }),
    ),
})

it('ctc is large with a gradient where there are more labels than steps, as in Keras, and checks shapes', () => {
  tf.tidy(() => {
    const { value, gradient } = valueAndGradient((y) => ctc(tf.tensor2d([[1, 2, 1]]), y), tf.zeros([1, 2, 3]))
    expect(value).toBeAllclose([707.4814])
    const wanted = [
      [-6.67572e-6, -0.16666174, 0.16666475],
      [-0.05555826, -0.22223204, 0.27777487],
    ]
    expect(gradient).toBeAllclose([wanted], { atol: 1e-4 })
    expect(() => ctc(tf.tensor1d([1]), tf.zeros([1, 2, 3]))).toThrow(/labels of shape \[batch, length\]/)
  })
})

it('Circle does not count samples without partners', () => {
  tf.tidy(() => {
    const embeddings = tf.tensor2d([
      [1, 0],
      [0.6, 0.8],
      [0, 1],
    ])
    const alone = losses.get('circle').compute(tf.tensor1d([0, 0, 1]), embeddings)
    const each = new Circle({ reduction: 'none' }).compute(tf.tensor1d([0, 0, 1]), embeddings)
    const values = [...each.dataSync()]
    expect(values[2]).toBe(0)
    expect(alone).toBeAllclose((values[0]! + values[1]!) / 2)
  })
})
