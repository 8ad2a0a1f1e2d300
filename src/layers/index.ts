import { Activation } from './activation.js'
import { Add } from './add.js'
import { RandomBrightness } from './augmentation/random-brightness.js'
import { RandomContrast } from './augmentation/random-contrast.js'
import { RandomCrop } from './augmentation/random-crop.js'
import { RandomFlip } from './augmentation/random-flip.js'
import { RandomRotation } from './augmentation/random-rotation.js'
import { RandomTranslation } from './augmentation/random-translation.js'
import { RandomZoom } from './augmentation/random-zoom.js'
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
import { SimpleRNN } from './recurrent/simple-rnn.js'
import { SimpleRNNCell } from './recurrent/simple-rnn-cell.js'
import { registerLayer } from './registry.js'
import { Reshape } from './reshape.js'
import { Subtract } from './subtract.js'
import { TensorFlowLayer } from './tensorflow-layer.js'

registerLayer(
  Activation,
  Add,
  Average,
  AveragePooling1D,
  AveragePooling2D,
  BatchNormalization,
  Concatenate,
  Conv1D,
  Conv2D,
  Dense,
  Dropout,
  Embedding,
  Flatten,
  InputLayer,
  MaxPooling1D,
  MaxPooling2D,
  Maximum,
  Minimum,
  Multiply,
  RandomBrightness,
  RandomContrast,
  RandomCrop,
  RandomFlip,
  RandomRotation,
  RandomTranslation,
  RandomZoom,
  Reshape,
  SimpleRNN,
  SimpleRNNCell,
  Subtract,
  TensorFlowLayer,
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
  Concatenate,
  Conv1D,
  Conv2D,
  Dense,
  Dropout,
  Embedding,
  Flatten,
  InputLayer,
  Maximum,
  MaxPooling1D,
  MaxPooling1D as MaxPool1D,
  MaxPooling2D,
  MaxPooling2D as MaxPool2D,
  Minimum,
  Multiply,
  RandomBrightness,
  RandomContrast,
  RandomCrop,
  RandomFlip,
  RandomRotation,
  RandomTranslation,
  RandomZoom,
  Reshape,
  SimpleRNN,
  SimpleRNNCell,
  Subtract,
  TensorFlowLayer,
}
