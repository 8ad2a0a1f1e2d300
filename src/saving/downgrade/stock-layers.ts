/** A layer that stock TensorFlow.js has. */
interface StockLayer {
  /** What it is called there, where that differs. */
  readonly className?: string
  /** Settings that it heeds, under the names that Keras 2 gave them where these differ: `now=then`. */
  readonly keeps: string
  /** Settings that it does not heed: they must be these. */
  readonly fixed?: Readonly<Record<string, unknown>>
}

const weight = (name: string): string => `${name}_initializer ${name}_regularizer ${name}_constraint`
const dense = `activation use_bias ${weight('kernel')} ${weight('bias')} activity_regularizer`
const window = 'kernel_size strides padding data_format dilation_rate'
const channelsLast = { data_format: 'channels_last' }
const pool = 'pool_size strides padding'

const convolution: StockLayer = { keeps: `filters ${window} ${dense}`, fixed: { groups: 1 } }
const transposed: StockLayer = {
  keeps: `filters ${window} ${dense}`,
  fixed: { groups: 1, output_padding: null, dilation_rate: 1 },
}
const gates = `activation use_bias ${weight('kernel')} ${weight('recurrent')} ${weight('bias')} dropout recurrent_dropout`
const sequence = 'return_sequences return_state go_backwards stateful unroll'
const lstm = `recurrent_activation unit_forget_bias ${gates}`
const gru = `recurrent_activation reset_after ${gates}`
const nothing: StockLayer = { keeps: '' }

/**
 * The layers of stock TensorFlow.js (`@tensorflow/tfjs-layers` 4.22) that compute what Keras' layers of that name do,
 * with the settings for which they do. What is missing is not there, or means something else there: `Resizing` aligns
 * corners, `UpSampling2D` too when it interpolates.
 */
export const stockLayers: Readonly<Record<string, StockLayer>> = {
  Activation: { keeps: 'activation' },
  Add: nothing,
  AlphaDropout: { keeps: 'rate', fixed: { noise_shape: null } },
  Average: nothing,
  AveragePooling1D: { keeps: pool, fixed: channelsLast },
  AveragePooling2D: { keeps: `${pool} data_format` },
  AveragePooling3D: { keeps: `${pool} data_format` },
  BatchNormalization: {
    keeps: `axis momentum epsilon center scale ${weight('beta')} ${weight('gamma')}
      moving_mean_initializer moving_variance_initializer`,
    fixed: { renorm: false },
  },
  Bidirectional: { keeps: 'merge_mode layer' },
  Concatenate: { keeps: 'axis' },
  Conv1D: { ...convolution, fixed: { groups: 1, data_format: 'channels_last' } },
  Conv2D: convolution,
  Conv2DTranspose: transposed,
  Conv3D: convolution,
  Conv3DTranspose: transposed,
  ConvLSTM2D: { keeps: `filters ${window} ${sequence} ${lstm}` },
  Cropping2D: { keeps: 'cropping data_format' },
  Dense: { keeps: `units ${dense}` },
  DepthwiseConv2D: {
    keeps: `depth_multiplier ${window} activation use_bias ${weight('depthwise')} ${weight('bias')} activity_regularizer`,
  },
  Dot: { keeps: 'axes normalize' },
  Dropout: { keeps: 'rate noise_shape seed' },
  ELU: { keeps: '', fixed: { alpha: 1 } },
  Embedding: { keeps: `input_dim output_dim mask_zero ${weight('embeddings')} activity_regularizer` },
  Flatten: { keeps: 'data_format' },
  GRU: { keeps: `units ${sequence} ${gru}`, fixed: { reset_after: false } },
  GRUCell: { keeps: `units ${gru}`, fixed: { reset_after: false } },
  GaussianDropout: { keeps: 'rate' },
  GaussianNoise: { keeps: 'stddev' },
  GlobalAveragePooling1D: { keeps: '', fixed: { ...channelsLast, keepdims: false } },
  GlobalAveragePooling2D: { keeps: 'data_format', fixed: { keepdims: false } },
  GlobalMaxPooling1D: { keeps: '', fixed: { ...channelsLast, keepdims: false } },
  GlobalMaxPooling2D: { keeps: 'data_format', fixed: { keepdims: false } },
  // it lets its input through
  Identity: { className: 'Activation', keeps: '' },
  LSTM: { keeps: `units ${sequence} ${lstm}` },
  LSTMCell: { keeps: `units ${lstm}` },
  LayerNormalization: {
    keeps: `axis epsilon center scale ${weight('beta')} ${weight('gamma')}`,
    fixed: { rms_scaling: false },
  },
  LeakyReLU: { keeps: 'negative_slope=alpha' },
  Masking: { keeps: 'mask_value' },
  MaxPooling1D: { keeps: pool, fixed: channelsLast },
  MaxPooling2D: { keeps: `${pool} data_format` },
  MaxPooling3D: { keeps: `${pool} data_format` },
  Maximum: nothing,
  Minimum: nothing,
  Multiply: nothing,
  PReLU: { keeps: `${weight('alpha')} shared_axes` },
  Permute: { keeps: 'dims' },
  RNN: { keeps: `cell ${sequence}` },
  ReLU: { keeps: 'max_value', fixed: { negative_slope: 0, threshold: 0 } },
  RepeatVector: { keeps: 'n' },
  Rescaling: { keeps: 'scale offset' },
  Reshape: { keeps: 'target_shape' },
  SeparableConv2D: {
    keeps: `filters depth_multiplier ${window} activation use_bias ${weight('depthwise')} ${weight('pointwise')}
      ${weight('bias')} activity_regularizer`,
    fixed: channelsLast,
  },
  SimpleRNN: { keeps: `units ${sequence} ${gates}` },
  SimpleRNNCell: { keeps: `units ${gates}` },
  Softmax: { keeps: 'axis' },
  SpatialDropout1D: { keeps: 'rate seed' },
  StackedRNNCells: { keeps: 'cells' },
  ThresholdedReLU: { keeps: 'theta' },
  TimeDistributed: { keeps: 'layer' },
  UpSampling2D: { keeps: 'size data_format', fixed: { interpolation: 'nearest' } },
  ZeroPadding2D: { keeps: 'padding data_format' },
}
