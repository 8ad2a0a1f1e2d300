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
import { Average } from './average.js'
import { AveragePooling1D } from './average-pooling1d.js'
import { AveragePooling2D } from './average-pooling2d.js'
import { BatchNormalization } from './batch-normalization.js'
import { Concatenate } from './concatenate.js'
import { Conv1D } from './conv1d.js'
import { Conv2D } from './conv2d.js'
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
import { MaxPooling1D } from './max-pooling1d.js'
import { MaxPooling2D } from './max-pooling2d.js'
import { Maximum } from './maximum.js'
import { Minimum } from './minimum.js'
import { Multiply } from './multiply.js'
import { GroupNormalization } from './normalization/group-normalization.js'
import { LayerNormalization } from './normalization/layer-normalization.js'
import { RMSNormalization } from './normalization/rms-normalization.js'
import { UnitNormalization } from './normalization/unit-normalization.js'
import { CategoryEncoding } from './preprocessing/category-encoding.js'
import { Discretization } from './preprocessing/discretization.js'
import { Normalization } from './preprocessing/normalization.js'
import { Rescaling } from './preprocessing/rescaling.js'
import { SimpleRNN } from './recurrent/simple-rnn.js'
import { SimpleRNNCell } from './recurrent/simple-rnn-cell.js'
import { registerLayer } from './registry.js'
import { ActivityRegularization } from './regularization/activity-regularization.js'
import { AlphaDropout } from './regularization/alpha-dropout.js'
import { GaussianDropout } from './regularization/gaussian-dropout.js'
import { GaussianNoise } from './regularization/gaussian-noise.js'
import { SpatialDropout1D } from './regularization/spatial-dropout1d.js'
import { SpatialDropout2D } from './regularization/spatial-dropout2d.js'
import { SpatialDropout3D } from './regularization/spatial-dropout3d.js'
import { Reshape } from './reshape.js'
import { Permute } from './reshaping/permute.js'
import { RepeatVector } from './reshaping/repeat-vector.js'
import { Subtract } from './subtract.js'
import { TensorFlowLayer } from './tensorflow-layer.js'

registerLayer(
  Activation,
  ActivityRegularization,
  Add,
  AdditiveAttention,
  AlphaDropout,
  Attention,
  Average,
  AveragePooling1D,
  AveragePooling2D,
  BatchNormalization,
  CategoryEncoding,
  Concatenate,
  Conv1D,
  Conv2D,
  Dense,
  Discretization,
  Dot,
  Dropout,
  ELU,
  EinsumDense,
  Embedding,
  Flatten,
  GaussianDropout,
  GaussianNoise,
  GroupNormalization,
  GroupQueryAttention,
  Identity,
  InputLayer,
  Lambda,
  LayerNormalization,
  LeakyReLU,
  Masking,
  MaxPooling1D,
  MaxPooling2D,
  Maximum,
  Minimum,
  MultiHeadAttention,
  Multiply,
  Normalization,
  PReLU,
  Permute,
  RMSNormalization,
  ReLU,
  RepeatVector,
  Rescaling,
  Reshape,
  SimpleRNN,
  SimpleRNNCell,
  Softmax,
  SpatialDropout1D,
  SpatialDropout2D,
  SpatialDropout3D,
  Subtract,
  TensorFlowLayer,
  UnitNormalization,
)

export { add } from './add.js'
export { clearSession } from './auto-name.js'
export { average } from './average.js'
export { concatenate } from './concatenate.js'
export type { Constraint } from './constraints/index.js'
export { dot } from './dot.js'
export type { Initializer } from './initializers/index.js'
export { Input, type InputOptions } from './input.js'
export { type CallContext, Layer, type LayerOptions, type Mask, type Masks, type Tensors } from './layer.js'
export { maximum } from './maximum.js'
export { minimum } from './minimum.js'
export { multiply } from './multiply.js'
export { layerFrom, layerRegistry, registerLayer } from './registry.js'
export type { Regularizer } from './regularizers/index.js'
export type { Shape, Shapes } from './shape.js'
export { subtract } from './subtract.js'
export { SymbolicTensor } from './symbolic.js'
// Keras' short names
export {
  Activation,
  ActivityRegularization,
  Add,
  AdditiveAttention,
  AlphaDropout,
  Attention,
  Average,
  AveragePooling1D,
  AveragePooling1D as AvgPool1D,
  AveragePooling2D,
  AveragePooling2D as AvgPool2D,
  BatchNormalization,
  CategoryEncoding,
  Concatenate,
  Conv1D,
  Conv2D,
  Dense,
  Discretization,
  Dot,
  Dropout,
  EinsumDense,
  ELU,
  Embedding,
  Flatten,
  GaussianDropout,
  GaussianNoise,
  GroupNormalization,
  GroupQueryAttention,
  Identity,
  InputLayer,
  Lambda,
  LayerNormalization,
  LeakyReLU,
  Masking,
  Maximum,
  MaxPooling1D,
  MaxPooling1D as MaxPool1D,
  MaxPooling2D,
  MaxPooling2D as MaxPool2D,
  Minimum,
  MultiHeadAttention,
  Multiply,
  Normalization,
  Permute,
  PReLU,
  ReLU,
  RepeatVector,
  Rescaling,
  Reshape,
  RMSNormalization,
  SimpleRNN,
  SimpleRNNCell,
  Softmax,
  SpatialDropout1D,
  SpatialDropout2D,
  SpatialDropout3D,
  Subtract,
  TensorFlowLayer,
  UnitNormalization,
}
