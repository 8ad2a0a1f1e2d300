import { Activation } from './activation.js'
import { Add } from './add.js'
import { Average } from './average.js'
import { AveragePooling1D } from './average-pooling1d.js'
import { AveragePooling2D } from './average-pooling2d.js'
import { BatchNormalization } from './batch-normalization.js'
import { Concatenate } from './concatenate.js'
import { Conv1D } from './conv1d.js'
import { Conv2D } from './conv2d.js'
import { Dense } from './dense.js'
import { Dropout } from './dropout.js'
import { Embedding } from './embedding.js'
import { Flatten } from './flatten.js'
import { InputLayer } from './input.js'
import { MaxPooling1D } from './max-pooling1d.js'
import { MaxPooling2D } from './max-pooling2d.js'
import { Maximum } from './maximum.js'
import { Minimum } from './minimum.js'
import { Multiply } from './multiply.js'
import { IntegerLookup } from './preprocessing/integer-lookup.js'
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
import { Reshape } from './reshape.js'
import { Subtract } from './subtract.js'
import { TensorFlowLayer } from './tensorflow-layer.js'

registerBuiltIn(
  Activation,
  Add,
  Average,
  AveragePooling1D,
  AveragePooling2D,
  BatchNormalization,
  Bidirectional,
  Concatenate,
  Conv1D,
  Conv2D,
  ConvLSTM1D,
  ConvLSTM2D,
  ConvLSTM3D,
  Dense,
  Dropout,
  Embedding,
  Flatten,
  GRU,
  GRUCell,
  InputLayer,
  IntegerLookup,
  LSTM,
  LSTMCell,
  MaxPooling1D,
  MaxPooling2D,
  Maximum,
  Minimum,
  Multiply,
  Reshape,
  RNN,
  SimpleRNN,
  SimpleRNNCell,
  StringLookup,
  Subtract,
  TensorFlowLayer,
  TextVectorization,
  StackedRNNCells,
  TimeDistributed,
)

export { add } from './add.js'
export { clearSession } from './auto-name.js'
export { average } from './average.js'
export { concatenate } from './concatenate.js'
export type { Constraint } from './constraints/index.js'
export type { Initializer } from './initializers/index.js'
export { Input, type InputOptions } from './input.js'
export { type CallContext, Layer, type LayerOptions, type Mask, type Masks, type Tensors } from './layer.js'
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
  Add,
  Average,
  AveragePooling1D,
  AveragePooling1D as AvgPool1D,
  AveragePooling2D,
  AveragePooling2D as AvgPool2D,
  BatchNormalization,
  Bidirectional,
  Concatenate,
  Conv1D,
  Conv2D,
  ConvLSTM1D,
  ConvLSTM2D,
  ConvLSTM3D,
  Dense,
  Dropout,
  Embedding,
  Flatten,
  GRU,
  GRUCell,
  InputLayer,
  IntegerLookup,
  LSTM,
  LSTMCell,
  Maximum,
  MaxPooling1D,
  MaxPooling1D as MaxPool1D,
  MaxPooling2D,
  MaxPooling2D as MaxPool2D,
  Minimum,
  Multiply,
  Reshape,
  RNN,
  SimpleRNN,
  SimpleRNNCell,
  StackedRNNCells,
  StringLookup,
  Subtract,
  TensorFlowLayer,
  TextVectorization,
  TimeDistributed,
}
