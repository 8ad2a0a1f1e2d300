import { layers as tfjs } from '@tensorflow/tfjs-layers'
import {
  Dense,
  GRUCell,
  Input,
  initializers,
  Layer,
  losses,
  metrics,
  optimizers,
  SimpleRNN,
  SimpleRNNCell,
  tf,
} from 'keratin'

type Options = Record<string, unknown>
const same = <T>(names: string, value: T): Record<string, T> =>
  Object.fromEntries(names.split(' ').map((name) => [name, value]))
const input = Input({ shape: [3], name: 'a' })

/** Tensors of a small graph. */
export const graph = {
  input,
  other: Input({ shape: [3], name: 'b' }),
  sum: Dense(2, { name: 'dense' })(input),
}

/** Named so that it can be saved. */
function unchanged(x: tf.Tensor) {
  return x
}

export const tfjsLayer = (units: number) => tfjs.dense({ units, name: 'inside' })

/** What classes cannot be made without. */
export const required: Record<string, () => Options> = {
  ...same('layers.Dense layers.GRU layers.GRUCell layers.LSTM layers.LSTMCell layers.SimpleRNN', () => ({
    units: 4,
  })),
  'layers.SimpleRNNCell': () => ({ units: 4 }),
  ...same(
    'layers.Conv1D layers.Conv2D layers.Conv3D layers.Conv1DTranspose layers.Conv2DTranspose layers.Conv3DTranspose',
    () => ({ filters: 2, kernelSize: 3 }),
  ),
  ...same('layers.SeparableConv1D layers.SeparableConv2D layers.ConvLSTM1D layers.ConvLSTM2D', () => ({
    filters: 2,
    kernelSize: 3,
  })),
  ...same('layers.ConvLSTM3D layers.LocallyConnected1D layers.LocallyConnected2D', () => ({
    filters: 2,
    kernelSize: 3,
  })),
  ...same('layers.DepthwiseConv1D layers.DepthwiseConv2D', () => ({ kernelSize: 3 })),
  ...same('layers.AveragePooling1D layers.AveragePooling2D layers.AveragePooling3D', () => ({ poolSize: 2 })),
  ...same(
    'layers.AdaptiveAveragePooling1D layers.AdaptiveAveragePooling2D layers.AdaptiveAveragePooling3D',
    () => ({ outputSize: 2 }),
  ),
  ...same('layers.AdaptiveMaxPooling1D layers.AdaptiveMaxPooling2D layers.AdaptiveMaxPooling3D', () => ({
    outputSize: 2,
  })),
  ...same('layers.Dropout layers.AlphaDropout layers.GaussianDropout', () => ({ rate: 0.5 })),
  ...same('layers.SpatialDropout1D layers.SpatialDropout2D layers.SpatialDropout3D', () => ({ rate: 0.5 })),
  'layers.GaussianNoise': () => ({ stddev: 0.5 }),
  ...same('layers.CenterCrop layers.RandomCrop layers.Resizing', () => ({ height: 3, width: 3 })),
  ...same('layers.RandomBrightness layers.RandomContrast layers.RandomRotation', () => ({ factor: 0.5 })),
  'layers.RandomTranslation': () => ({ heightFactor: 0.5, widthFactor: 0.5 }),
  'layers.RandomZoom': () => ({ heightFactor: 0.5 }),
  'layers.Activation': () => ({ activation: 'relu' }),
  'layers.Bidirectional': () => ({ layer: SimpleRNN(2, { name: 'inside' }) }),
  'layers.TensorFlowLayer': () => ({ layer: tfjsLayer(2) }),
  'layers.TimeDistributed': () => ({ layer: Dense(2, { name: 'inside' }) }),
  'layers.CategoryEncoding': () => ({ numTokens: 4 }),
  'layers.Discretization': () => ({ binBoundaries: [1, 2] }),
  'layers.Dot': () => ({ axes: 1 }),
  'layers.EinsumDense': () => ({ equation: 'ab,bc->ac', outputShape: [4] }),
  'layers.Embedding': () => ({ inputDim: 4, outputDim: 2 }),
  'layers.GroupQueryAttention': () => ({ headDim: 2, numQueryHeads: 2, numKeyValueHeads: 2 }),
  'layers.MultiHeadAttention': () => ({ numHeads: 2, keyDim: 2 }),
  'layers.InputLayer': () => ({ shape: [2] }),
  'layers.LayerScale': () => ({ initValues: 0.5, projectionDim: 4 }),
  'layers.StochasticDepth': () => ({ dropPathRate: 0.5 }),
  'layers.Lambda': () => ({ function: unchanged }),
  'layers.Model': () => ({ inputs: graph.input, outputs: graph.sum }),
  'layers.Permute': () => ({ dims: [1, 2] }),
  'layers.RNN': () => ({ cell: SimpleRNNCell(2, { name: 'inside' }) }),
  'layers.StackedRNNCells': () => ({ cells: [GRUCell(3, { name: 'inside' })] }),
  'layers.RepeatVector': () => ({ n: 2 }),
  'layers.Rescaling': () => ({ scale: 2 }),
  'layers.Reshape': () => ({ targetShape: [4] }),
  ...same('metrics.IoU metrics.OneHotIoU', () => ({ numClasses: 2, targetClassIds: [0] })),
  ...same('metrics.MeanIoU metrics.OneHotMeanIoU', () => ({ numClasses: 2 })),
  'metrics.PrecisionAtRecall': () => ({ recall: 0.5 }),
  'metrics.RecallAtPrecision': () => ({ precision: 0.5 }),
  'metrics.SensitivityAtSpecificity': () => ({ specificity: 0.5 }),
  'metrics.SpecificityAtSensitivity': () => ({ sensitivity: 0.5 }),
  ...same('schedules.ExponentialDecay schedules.InverseTimeDecay', () => ({
    initialLearningRate: 0.5,
    decaySteps: 10,
    decayRate: 0.5,
  })),
  ...same('schedules.CosineDecay schedules.PolynomialDecay', () => ({
    initialLearningRate: 0.5,
    decaySteps: 10,
  })),
  'schedules.CosineDecayRestarts': () => ({ initialLearningRate: 0.5, firstDecaySteps: 10 }),
  'schedules.PiecewiseConstantDecay': () => ({ boundaries: [3], values: [1, 2] }),
}

const difference = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.sub(yTrue, yPred), -1)

/** Bases of classes of one's own, which are derived from to be made. */
export const derived: Record<string, (options: never) => object> = {
  'layers.Layer': (o) =>
    new (class extends Layer {
      call(x: tf.Tensor) {
        return x
      }
    })(o),
  'losses.Loss': (o) =>
    new (class extends losses.Loss {
      call = difference
    })(o),
  'metrics.Metric': (o) =>
    new (class extends metrics.Metric {
      updateState() {}
      result() {
        return tf.scalar(1)
      }
    })(o),
  'optimizers.Optimizer': (o) =>
    new (
      class extends optimizers.Optimizer {
        protected slotGroups() {
          return []
        }
        protected update(
          [value]: readonly tf.Tensor[],
          gradient: tf.Tensor,
          { learningRate }: { learningRate: number },
        ) {
          return [tf.sub(value!, tf.mul(gradient, learningRate))]
        }
      } as never as new (
        options: never,
      ) => object
    )(o),
  'losses.FunctionLoss': (o) => new losses.FunctionLoss(difference, o),
  'metrics.FunctionMetric': (o: { name?: string; direction?: 'up' }) =>
    new metrics.FunctionMetric(difference, o, o),
  'initializers.RandomInitializer': (o) =>
    new (class extends initializers.RandomInitializer {
      protected fill(values: Float32Array, _shape: readonly number[], stream: { nextInt32(): number }) {
        values.fill(stream.nextInt32())
      }
    })(o),
}

/** What has to be said beside an option for it to matter. */
export const beside: Record<string, Options> = {
  ...same('layers.Conv1DTranspose.outputPadding layers.Conv2DTranspose.outputPadding', { strides: 2 }),
  'layers.Conv3DTranspose.outputPadding': { strides: 2 },
  ...same('layers.IntegerLookup.padToMaxTokens layers.StringLookup.padToMaxTokens', { maxTokens: 9 }),
  'layers.TextVectorization.padToMaxTokens': { maxTokens: 9 },
  'layers.IntegerLookup.idfWeights': { outputMode: 'tf_idf', vocabulary: [1, 2], idfWeights: [1, 1] },
  'layers.StringLookup.idfWeights': { outputMode: 'tf_idf', vocabulary: ['a', 'b'], idfWeights: [1, 1] },
  'layers.TextVectorization.idfWeights': { outputMode: 'tf_idf', vocabulary: ['a', 'b'], idfWeights: [1, 1] },
  'layers.Normalization.mean': { mean: 0, variance: 1 },
  'layers.Normalization.variance': { mean: 0, variance: 1 },
  'schedules.CosineDecay.warmupSteps': { warmupTarget: 2 },
  'optimizers.SGD.nesterov': { momentum: 0.9 },
  emaMomentum: { useEma: true },
  emaOverwriteFrequency: { useEma: true },
  'losses.BinaryFocalCrossentropy.alpha': { applyClassBalancing: true },
  'constraints.MinMaxNorm.minValue': { minValue: 5, maxValue: 9 },
  'metrics.IoU.axis': { sparseYPred: false },
  'metrics.MeanIoU.axis': { sparseYPred: false },
  'metrics.RecallAtPrecision.classId': { precision: 0.8 },
  inputAxes: { inputAxes: [0], outputAxes: [1] },
  'initializers.VarianceScaling.outputAxes': { mode: 'fan_out', inputAxes: [0], outputAxes: [1] },
  outputAxes: { inputAxes: [0], outputAxes: [1] },
  'metrics.AUC.numLabels': { multiLabel: true },
  'metrics.AUC.labelWeights': { multiLabel: true },
}
