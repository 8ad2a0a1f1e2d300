import * as keratin from 'keratin'
import { activations, losses, metrics, random, tf } from 'keratin'
import type { Probe } from './probe.js'

const x = () => tf.tensor2d([-7, -0.6, -0.2, 0, 0.3, 0.8, 2, 7], [2, 4])
const onehot = () => tf.tensor2d([1, 0, 0, 1, 0, 1, 0, 0, 1], [3, 3])
const scores = () => tf.tensor2d([0.7, 0.2, 0.1, 0.4, 0.35, 0.3, 0.1, 0.6, 0.3], [3, 3])
const classes = () => tf.tensor1d([0, 1, 2], 'int32')

const activation = (
  name: keyof typeof activations,
  values: Record<string, unknown>,
  rest: Partial<Probe> = {},
): Record<string, Probe> => ({
  [`activations.${name}`]: {
    see: (o) => (activations[name] as (...args: unknown[]) => unknown)(x(), o),
    values,
    ...rest,
  },
})
const loss = (
  name: keyof typeof losses,
  values: Record<string, unknown>,
  rest: Partial<Probe> = {},
): Record<string, Probe> => ({
  [`losses.${name}`]: {
    see: (o) => (losses[name] as (...args: unknown[]) => unknown)(onehot(), scores(), o),
    values,
    ...rest,
  },
})
const metric = (
  name: keyof typeof metrics,
  values: Record<string, unknown>,
  see?: Probe['see'],
): Record<string, Probe> => ({
  [`metrics.${name}`]: {
    see: see ?? ((o) => (metrics[name] as (...args: unknown[]) => unknown)(onehot(), scores(), o)),
    values,
  },
})
const drawn = (
  name: keyof typeof random,
  values: Record<string, unknown>,
  ...args: unknown[]
): Record<string, Probe> => ({
  [`random.${name}`]: {
    see: (o) => (random[name] as (...args: unknown[]) => unknown)(...args, { seed: 1, ...o }),
    values: { seed: 2, ...values },
    refused: name !== 'binomial' && values.dtype === 'int32' ? { dtype: /dtype must be one of float32/ } : {},
  },
})

/** Functions of tensors. */
export const numbers: Record<string, Probe> = {
  ...activation('celu', { alpha: 0.4 }),
  ...activation('elu', { alpha: 0.4 }),
  ...activation('gelu', { approximate: true }),
  ...activation('glu', { axis: 0 }),
  ...activation('hardShrink', { threshold: 0.1 }),
  ...activation('leakyRelu', { negativeSlope: 0.4 }),
  ...activation('logSoftmax', { axis: 0 }),
  ...activation('relu', { negativeSlope: 0.4, maxValue: 1, threshold: 0.5 }),
  ...activation('softShrink', { threshold: 0.1 }),
  ...activation('softmax', { axis: 0 }),
  ...activation('sparsemax', { axis: 0 }),
  ...activation('squareplus', { b: 1 }),
  ...activation(
    'threshold',
    { threshold: 1, defaultValue: 5 },
    { see: (o) => activations.threshold(x(), { threshold: 0.1, defaultValue: 0, ...o }) },
  ),
  ...loss('binaryCrossentropy', { fromLogits: true, labelSmoothing: 0.2, axis: 0 }),
  ...loss(
    'binaryFocalCrossentropy',
    { fromLogits: true, labelSmoothing: 0.2, axis: 0, alpha: 0.4, gamma: 1, applyClassBalancing: true },
    { beside: { alpha: { applyClassBalancing: true } } },
  ),
  ...loss('categoricalCrossentropy', { fromLogits: true, labelSmoothing: 0.2, axis: 0 }),
  ...loss('categoricalFocalCrossentropy', {
    fromLogits: true,
    labelSmoothing: 0.2,
    axis: 0,
    alpha: 0.4,
    gamma: 1,
  }),
  ...loss('cosineSimilarity', { axis: 0 }),
  ...loss('dice', { axis: 0 }),
  ...loss('huber', { delta: 0.1 }),
  ...loss('tversky', { alpha: 0.2, beta: 0.9, axis: 0 }),
  'losses.categoricalGeneralizedCrossEntropy': {
    see: (o) => losses.categoricalGeneralizedCrossEntropy(classes(), scores(), o),
    values: { q: 0.2 },
  },
  'losses.circle': {
    see: (o) => losses.circle(tf.tensor1d([0, 0, 1], 'int32'), scores(), o),
    values: { gamma: 7, margin: 0.1, removeDiagonal: false },
  },
  'losses.ctc': {
    see: (o) =>
      losses.ctc(
        tf.tensor2d([1, 2, 2, 1], [2, 2], 'int32'),
        tf.softmax(tf.reshape(tf.sin(tf.range(0, 30)), [2, 5, 3])),
        o,
      ),
    values: { targetLength: [1, 2], outputLength: [5, 4], maskIndex: 2 },
  },
  'losses.sparseCategoricalCrossentropy': {
    see: (o) => losses.sparseCategoricalCrossentropy(classes(), scores(), o),
    values: { fromLogits: true, ignoreClass: 1 },
  },
  ...metric('binaryAccuracy', { threshold: 0.32 }),
  ...metric('concordanceCorrelation', { axis: 0 }),
  ...metric('pearsonCorrelation', { axis: 0 }),
  ...metric('topKCategoricalAccuracy', { k: 1 }),
  ...metric('sparseTopKCategoricalAccuracy', { k: 1, fromSortedIds: true }, (o) =>
    metrics.sparseTopKCategoricalAccuracy(classes(), scores(), o),
  ),
  'random.SeedGenerator': {
    see: (o) => random.normal([3], { seed: random.SeedGenerator({ seed: 1, ...o }) }),
    values: { seed: 2 },
  },
  ...drawn('beta', { dtype: 'int32' }, [9], 0.5, 0.5),
  ...drawn('binomial', { dtype: 'int32' }, [9], 9, 0.5),
  ...drawn('categorical', { dtype: 'float32' }, [[0, 1, 0.5]], 9),
  ...drawn('dropout', { noiseShape: [1, 4] }, tf.keep(tf.ones([5, 4])), 0.5),
  ...drawn('gamma', { dtype: 'int32' }, [9], 2),
  ...drawn('normal', { dtype: 'int32', mean: 3, stddev: 7 }, [9]),
  ...drawn('randint', { dtype: 'float32' }, [9], 0, 9),
  ...drawn('shuffle', { axis: 1 }, tf.keep(tf.reshape(tf.range(0, 30), [5, 6]))),
  ...drawn('truncatedNormal', { dtype: 'int32', mean: 3, stddev: 7 }, [9]),
  ...drawn('uniform', { dtype: 'int32', minval: -5, maxval: 9 }, [9]),
  booleanMask: {
    see: (o) =>
      keratin.booleanMask(
        [
          [1, 2],
          [3, 4],
        ],
        [true, false],
        o,
      ),
    values: { axis: 1 },
  },
  gather: {
    see: (o) =>
      keratin.gather(
        [
          [1, 2],
          [3, 4],
        ],
        [1],
        o,
      ),
    values: { axis: 1 },
  },
  toTensor: {
    see: (o) =>
      keratin.toTensor(
        o.name
          ? [[1], [2, 3]]
          : [
              [1, 2],
              [3, 4],
            ],
        o,
      ),
    values: { dtype: 'int32', shape: [4], name: 'mine' },
    refused: { name: /^mine is ragged/ },
  },
  Variable: {
    see: (o) => {
      const initial = () => tf.reshape(tf.tensor1d([-1, 2], o.dtype), o.shape ?? [2])
      return new keratin.Variable({ name: 'v', shape: [2], initial, ...o })
    },
    values: {
      ...{ name: 'mine', dtype: 'int32', shape: [1, 2], storedDtype: 'int64', trainable: false },
      ...{
        initial: () => tf.tensor1d([3, 4]),
        regularizer: (v: tf.Tensor) => tf.sum(v),
        constraint: (v: tf.Tensor) => tf.relu(v),
      },
    },
  },
  Input: {
    see: (o) => keratin.Input({ ...(o.batchShape ? {} : { shape: [2] }), name: 'in', ...o }),
    values: { dtype: 'int32', shape: [3], name: 'mine', batchSize: 4, batchShape: [4, 3] },
  },
}
