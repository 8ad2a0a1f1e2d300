import { Activation } from './activation.js'
import { ELU } from './activation-layers/elu.js'
import { LeakyReLU } from './activation-layers/leaky-relu.js'
import { PReLU } from './activation-layers/prelu.js'
import { ReLU } from './activation-layers/relu.js'
import { Softmax } from './activation-layers/softmax.js'
import { Add } from './add.js'
import { AdditiveAttention } from './attention/additive-attention.js'
import { Attention } from './attention/attention.js'
import { GroupQueryAttention } from './attention/group-query-attention.js'
import { MultiHeadAttention } from './attention/multi-head-attention.js'
import { RandomBrightness } from './augmentation/random-brightness.js'
import { RandomContrast } from './augmentation/random-contrast.js'
import { RandomCrop } from './augmentation/random-crop.js'
import { RandomFlip } from './augmentation/random-flip.js'
import { RandomRotation } from './augmentation/random-rotation.js'
import { RandomTranslation } from './augmentation/random-translation.js'
import { RandomZoom } from './augmentation/random-zoom.js'
import { Average } from './average.js'
import { BatchNormalization } from './batch-normalization.js'
import { Concatenate } from './concatenate.js'
import { Conv1D } from './convolution/conv1d.js'
import { Conv1DTranspose } from './convolution/conv1d-transpose.js'
import { Conv2D } from './convolution/conv2d.js'
import { Conv2DTranspose } from './convolution/conv2d-transpose.js'
import { Conv3D } from './convolution/conv3d.js'
import { Conv3DTranspose } from './convolution/conv3d-transpose.js'
import { DepthwiseConv1D } from './convolution/depthwise-conv1d.js'
import { DepthwiseConv2D } from './convolution/depthwise-conv2d.js'
import { SeparableConv1D } from './convolution/separable-conv1d.js'
import { SeparableConv2D } from './convolution/separable-conv2d.js'
import { EinsumDense } from './core/einsum-dense.js'
import { Identity } from './core/identity.js'
import { Lambda } from './core/lambda.js'
import { Masking } from './core/masking.js'
import { Dense } from './dense.js'
import { Dot } from './dot.js'
import { Dropout } from './dropout.js'
import { Embedding } from './embedding.js'
import { Flatten } from './flatten.js'
import { InputLayer } from './input.js'
import { Maximum } from './maximum.js'
import { Minimum } from './minimum.js'
import { Multiply } from './multiply.js'
import { GroupNormalization } from './normalization/group-normalization.js'
import { LayerNormalization } from './normalization/layer-normalization.js'
import { RMSNormalization } from './normalization/rms-normalization.js'
import { UnitNormalization } from './normalization/unit-normalization.js'
import { AdaptiveAveragePooling1D } from './pooling/adaptive-average-pooling1d.js'
import { AdaptiveAveragePooling2D } from './pooling/adaptive-average-pooling2d.js'
import { AdaptiveAveragePooling3D } from './pooling/adaptive-average-pooling3d.js'
import { AdaptiveMaxPooling1D } from './pooling/adaptive-max-pooling1d.js'
import { AdaptiveMaxPooling2D } from './pooling/adaptive-max-pooling2d.js'
import { AdaptiveMaxPooling3D } from './pooling/adaptive-max-pooling3d.js'
import { AveragePooling1D } from './pooling/average-pooling1d.js'
import { AveragePooling2D } from './pooling/average-pooling2d.js'
import { AveragePooling3D } from './pooling/average-pooling3d.js'
import { GlobalAveragePooling1D } from './pooling/global-average-pooling1d.js'
import { GlobalAveragePooling2D } from './pooling/global-average-pooling2d.js'
import { GlobalAveragePooling3D } from './pooling/global-average-pooling3d.js'
import { GlobalMaxPooling1D } from './pooling/global-max-pooling1d.js'
import { GlobalMaxPooling2D } from './pooling/global-max-pooling2d.js'
import { GlobalMaxPooling3D } from './pooling/global-max-pooling3d.js'
import { MaxPooling1D } from './pooling/max-pooling1d.js'
import { MaxPooling2D } from './pooling/max-pooling2d.js'
import { MaxPooling3D } from './pooling/max-pooling3d.js'
import { CategoryEncoding } from './preprocessing/category-encoding.js'
import { CenterCrop } from './preprocessing/center-crop.js'
import { Discretization } from './preprocessing/discretization.js'
import { IntegerLookup } from './preprocessing/integer-lookup.js'
import { Normalization } from './preprocessing/normalization.js'
import { Rescaling } from './preprocessing/rescaling.js'
import { Resizing } from './preprocessing/resizing.js'
import { StringLookup } from './preprocessing/string-lookup.js'
import { TextVectorization } from './preprocessing/text-vectorization.js'
import { Bidirectional } from './recurrent/bidirectional.js'
import { ConvLSTM1D } from './recurrent/conv-lstm1d.js'
import { ConvLSTM2D } from './recurrent/conv-lstm2d.js'
import { ConvLSTM3D } from './recurrent/conv-lstm3d.js'
import { GRU } from './recurrent/gru.js'
import { GRUCell } from './recurrent/gru-cell.js'
import { LSTM } from './recurrent/lstm.js'
import { LSTMCell } from './recurrent/lstm-cell.js'
import { RNN } from './recurrent/rnn.js'
import { SimpleRNN } from './recurrent/simple-rnn.js'
import { SimpleRNNCell } from './recurrent/simple-rnn-cell.js'
import { StackedRNNCells } from './recurrent/stacked-rnn-cells.js'
import { TimeDistributed } from './recurrent/time-distributed.js'
import { registerBuiltIn } from './registry.js'
import { ActivityRegularization } from './regularization/activity-regularization.js'
import { AlphaDropout } from './regularization/alpha-dropout.js'
import { GaussianDropout } from './regularization/gaussian-dropout.js'
import { GaussianNoise } from './regularization/gaussian-noise.js'
import { SpatialDropout1D } from './regularization/spatial-dropout1d.js'
import { SpatialDropout2D } from './regularization/spatial-dropout2d.js'
import { SpatialDropout3D } from './regularization/spatial-dropout3d.js'
import { Reshape } from './reshape.js'
import { Cropping1D } from './reshaping/cropping1d.js'
import { Cropping2D } from './reshaping/cropping2d.js'
import { Cropping3D } from './reshaping/cropping3d.js'
import { Permute } from './reshaping/permute.js'
import { RepeatVector } from './reshaping/repeat-vector.js'
import { UpSampling1D } from './reshaping/up-sampling1d.js'
import { UpSampling2D } from './reshaping/up-sampling2d.js'
import { UpSampling3D } from './reshaping/up-sampling3d.js'
import { ZeroPadding1D } from './reshaping/zero-padding1d.js'
import { ZeroPadding2D } from './reshaping/zero-padding2d.js'
import { ZeroPadding3D } from './reshaping/zero-padding3d.js'
import { Subtract } from './subtract.js'
import { TensorFlowLayer } from './tensorflow-layer.js'

registerBuiltIn(
  Activation,
  AdaptiveAveragePooling1D,
  AdaptiveAveragePooling2D,
  AdaptiveAveragePooling3D,
  AdaptiveMaxPooling1D,
  AdaptiveMaxPooling2D,
  AdaptiveMaxPooling3D,
  ActivityRegularization,
  Add,
  AdditiveAttention,
  AlphaDropout,
  Attention,
  Average,
  AveragePooling1D,
  AveragePooling2D,
  AveragePooling3D,
  BatchNormalization,
  Bidirectional,
  CenterCrop,
  CategoryEncoding,
  Concatenate,
  Conv1D,
  Conv1DTranspose,
  Conv2D,
  ConvLSTM1D,
  ConvLSTM2D,
  ConvLSTM3D,
  Conv2DTranspose,
  Conv3D,
  Conv3DTranspose,
  Cropping1D,
  Cropping2D,
  Cropping3D,
  Dense,
  DepthwiseConv1D,
  DepthwiseConv2D,
  Discretization,
  Dot,
  Dropout,
  ELU,
  EinsumDense,
  Embedding,
  Flatten,
  GRU,
  GRUCell,
  GlobalAveragePooling1D,
  GlobalAveragePooling2D,
  GlobalAveragePooling3D,
  GlobalMaxPooling1D,
  GlobalMaxPooling2D,
  GlobalMaxPooling3D,
  InputLayer,
  IntegerLookup,
  LSTM,
  LSTMCell,
  GaussianDropout,
  GaussianNoise,
  GroupNormalization,
  GroupQueryAttention,
  Identity,
  Lambda,
  LayerNormalization,
  LeakyReLU,
  Masking,
  MaxPooling1D,
  MaxPooling2D,
  MaxPooling3D,
  Maximum,
  Minimum,
  MultiHeadAttention,
  Multiply,
  RandomBrightness,
  RandomContrast,
  RandomCrop,
  RandomFlip,
  RandomRotation,
  RandomTranslation,
  RandomZoom,
  Normalization,
  PReLU,
  Permute,
  RMSNormalization,
  ReLU,
  RepeatVector,
  Rescaling,
  Reshape,
  RNN,
  Resizing,
  SeparableConv1D,
  SeparableConv2D,
  SimpleRNN,
  SimpleRNNCell,
  StringLookup,
  Subtract,
  TensorFlowLayer,
  TextVectorization,
  StackedRNNCells,
  TimeDistributed,
  UpSampling1D,
  UpSampling2D,
  UpSampling3D,
  ZeroPadding1D,
  ZeroPadding2D,
  ZeroPadding3D,
  Softmax,
  SpatialDropout1D,
  SpatialDropout2D,
  SpatialDropout3D,
  UnitNormalization,
)

export { add } from './add.js'
export { clearSession } from './auto-name.js'
export { average } from './average.js'
export type { CallContext, Mask, Masks, Tensors } from './call-context.js'
export { concatenate } from './concatenate.js'
export type { Constraint } from './constraints/index.js'
export { dot } from './dot.js'
export type { Initializer } from './initializers/index.js'
export { Input, type InputOptions } from './input.js'
export { Layer } from './layer.js'
export type { LayerOptions } from './layer-options.js'
export { Highway, LocallyConnected1D, LocallyConnected2D, ThresholdedReLU } from './legacy/index.js'
export { maximum } from './maximum.js'
export { minimum } from './minimum.js'
export { multiply } from './multiply.js'
export { type AssetLayer, hasAssets } from './preprocessing/assets.js'
export { layerFrom, layerRegistry, registerLayer } from './registry.js'
export type { Regularizer } from './regularizers/index.js'
export type { Shape, Shapes } from './shape.js'
export { subtract } from './subtract.js'
export { SymbolicTensor } from './symbolic.js'
// Keras' short names
export {
  Activation,
  ActivityRegularization,
  AdaptiveAveragePooling1D,
  AdaptiveAveragePooling2D,
  AdaptiveAveragePooling3D,
  AdaptiveMaxPooling1D,
  AdaptiveMaxPooling2D,
  AdaptiveMaxPooling3D,
  Add,
  AdditiveAttention,
  AlphaDropout,
  Attention,
  Average,
  AveragePooling1D,
  AveragePooling1D as AvgPool1D,
  AveragePooling2D,
  AveragePooling2D as AvgPool2D,
  AveragePooling3D,
  AveragePooling3D as AvgPool3D,
  BatchNormalization,
  Bidirectional,
  CategoryEncoding,
  CenterCrop,
  Concatenate,
  Conv1D,
  Conv1D as Convolution1D,
  Conv1DTranspose,
  Conv1DTranspose as Convolution1DTranspose,
  Conv2D,
  Conv2D as Convolution2D,
  Conv2DTranspose,
  Conv2DTranspose as Convolution2DTranspose,
  Conv3D,
  Conv3D as Convolution3D,
  Conv3DTranspose,
  Conv3DTranspose as Convolution3DTranspose,
  ConvLSTM1D,
  ConvLSTM2D,
  ConvLSTM3D,
  Cropping1D,
  Cropping2D,
  Cropping3D,
  Dense,
  DepthwiseConv1D,
  DepthwiseConv2D,
  Discretization,
  Dot,
  Dropout,
  EinsumDense,
  ELU,
  Embedding,
  Flatten,
  GaussianDropout,
  GaussianNoise,
  GlobalAveragePooling1D,
  GlobalAveragePooling1D as GlobalAvgPool1D,
  GlobalAveragePooling2D,
  GlobalAveragePooling2D as GlobalAvgPool2D,
  GlobalAveragePooling3D,
  GlobalAveragePooling3D as GlobalAvgPool3D,
  GlobalMaxPooling1D,
  GlobalMaxPooling1D as GlobalMaxPool1D,
  GlobalMaxPooling2D,
  GlobalMaxPooling2D as GlobalMaxPool2D,
  GlobalMaxPooling3D,
  GlobalMaxPooling3D as GlobalMaxPool3D,
  GRU,
  GRUCell,
  GroupNormalization,
  GroupQueryAttention,
  Identity,
  InputLayer,
  IntegerLookup,
  Lambda,
  LayerNormalization,
  LeakyReLU,
  LSTM,
  LSTMCell,
  Masking,
  Maximum,
  MaxPooling1D,
  MaxPooling1D as MaxPool1D,
  MaxPooling2D,
  MaxPooling2D as MaxPool2D,
  MaxPooling3D,
  MaxPooling3D as MaxPool3D,
  Minimum,
  MultiHeadAttention,
  Multiply,
  Normalization,
  Permute,
  PReLU,
  RandomBrightness,
  RandomContrast,
  RandomCrop,
  RandomFlip,
  RandomRotation,
  RandomTranslation,
  RandomZoom,
  ReLU,
  RepeatVector,
  Rescaling,
  Reshape,
  Resizing,
  RMSNormalization,
  RNN,
  SeparableConv1D,
  SeparableConv1D as SeparableConvolution1D,
  SeparableConv2D,
  SeparableConv2D as SeparableConvolution2D,
  SimpleRNN,
  SimpleRNNCell,
  Softmax,
  SpatialDropout1D,
  SpatialDropout2D,
  SpatialDropout3D,
  StackedRNNCells,
  StringLookup,
  Subtract,
  TensorFlowLayer,
  TextVectorization,
  TimeDistributed,
  UnitNormalization,
  UpSampling1D,
  UpSampling2D,
  UpSampling3D,
  ZeroPadding1D,
  ZeroPadding2D,
  ZeroPadding3D,
}
