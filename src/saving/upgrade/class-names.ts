/** Names under which older versions wrote layers that are there still, by the name they have now. */
const layers: Readonly<Record<string, string>> = {
  GroupedQueryAttention: 'GroupQueryAttention',
  Model: 'Functional',
  Network: 'Functional',
  Graph: 'Graph',
  Convolution1D: 'Conv1D',
  Convolution2D: 'Conv2D',
  Convolution3D: 'Conv3D',
  AtrousConvolution1D: 'Conv1D',
  AtrousConvolution2D: 'Conv2D',
  AtrousConv1D: 'Conv1D',
  AtrousConv2D: 'Conv2D',
  Deconvolution2D: 'Conv2DTranspose',
  Deconvolution3D: 'Conv3DTranspose',
  Deconv2D: 'Conv2DTranspose',
  Deconv3D: 'Conv3DTranspose',
  Convolution2DTranspose: 'Conv2DTranspose',
  Convolution3DTranspose: 'Conv3DTranspose',
  SeparableConvolution1D: 'SeparableConv1D',
  SeparableConvolution2D: 'SeparableConv2D',
  DepthwiseConvolution2D: 'DepthwiseConv2D',
  BatchNormalizationV1: 'BatchNormalization',
  BatchNormalizationV2: 'BatchNormalization',
  SyncBatchNormalization: 'BatchNormalization',
  CuDNNLSTM: 'LSTM',
  CuDNNGRU: 'GRU',
  LSTMV2: 'LSTM',
  GRUV2: 'GRU',
  LSTMV1: 'LSTM',
  GRUV1: 'GRU',
  DenseV1: 'Dense',
  // a Dense works on every step of a sequence anyhow
  TimeDistributedDense: 'Dense',
  MaxPool1D: 'MaxPooling1D',
  MaxPool2D: 'MaxPooling2D',
  MaxPool3D: 'MaxPooling3D',
  AvgPool1D: 'AveragePooling1D',
  AvgPool2D: 'AveragePooling2D',
  AvgPool3D: 'AveragePooling3D',
  GlobalMaxPool1D: 'GlobalMaxPooling1D',
  GlobalMaxPool2D: 'GlobalMaxPooling2D',
  GlobalMaxPool3D: 'GlobalMaxPooling3D',
  GlobalAvgPool1D: 'GlobalAveragePooling1D',
  GlobalAvgPool2D: 'GlobalAveragePooling2D',
  GlobalAvgPool3D: 'GlobalAveragePooling3D',
}

/** Names under which older versions wrote initializers, regularizers and constraints. */
const settings: Readonly<Record<string, string>> = {
  OrthogonalInitializer: 'Orthogonal',
  IdentityInitializer: 'Identity',
  uniform: 'RandomUniform',
  normal: 'RandomNormal',
  zero: 'Zeros',
  one: 'Ones',
  WeightRegularizer: 'L1L2',
  L1L2Regularizer: 'L1L2',
  maxnorm: 'MaxNorm',
  nonneg: 'NonNeg',
  unitnorm: 'UnitNorm',
  MinMaxNormConstraint: 'MinMaxNorm',
}

/** The part behind the package: `Custom>Adam` → `Adam`, `keras.layers>Dense` → `Dense`. */
const withoutPackage = (name: string): string =>
  /^(Custom|Addons|keras\.\w+|tensorflow\w*)>/.test(name) ? name.slice(name.indexOf('>') + 1) : name

const lookUp = (table: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(table, name) ? table[name]! : name

/** The name a layer class has now. */
export const layerClassName = (name: string): string => lookUp(layers, withoutPackage(name))

/** The name that a class of initializers, regularizers, constraints, optimizers, losses or metrics has now. */
export function settingClassName(name: string): string {
  const plain = withoutPackage(name)
  // `RandomNormalV2`, `OnesV1`
  return lookUp(settings, /^[A-Z]\w+V[12]$/.test(plain) ? plain.slice(0, -2) : plain)
}
