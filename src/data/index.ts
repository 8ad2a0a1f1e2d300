export { type Batch, type BatchesOptions, type BatchSource, disposeBatch } from './batches.js'
export { booleanMask } from './boolean-mask.js'
export { toCategorical } from './categorical.js'
export { type Batched, Dataset, type MapOptions, type ShuffleOptions } from './dataset.js'
export { DatasetBatches } from './dataset-batches.js'
export { type AlongAxis, gather } from './gather.js'
export {
  type ColorMode,
  type CsvLabels,
  type ImageFolder,
  type ImageFolderOptions,
  type ImageReport,
  type Interpolation,
  imageDatasetFromDirectory,
  type LabelMode,
  type LabelSource,
  type LoadImageOptions,
  loadImage,
  type ReadImageOptions,
  type SaveImageOptions,
  type SelectOptions,
  type SizeLike,
  saveImage,
  type UnreadableImage,
  type VerifyImagesOptions,
  verifyImages,
} from './images/public.js'
export type { Structure } from './structure.js'
export {
  type ArrayData,
  TensorBatches,
  type TensorData,
  type ToRowsOptions,
  toRows,
} from './tensor-batches.js'
export {
  type NestedArray,
  type TensorLike,
  type ToTensorOptions,
  type TypedArray,
  toTensor,
} from './tensors.js'
export {
  type EmbeddingMatrixOptions,
  embeddingMatrix,
  type LoadVectorsOptions,
  loadWordVectors,
  type MatrixMode,
  type MatrixOptions,
  ngrams,
  type PadSequencesOptions,
  padSequences,
  sequencesToMatrix,
  Tokenizer,
  type TokenizerOptions,
  textToWordSequence,
  type WordSequenceOptions,
  type WordVectors,
  words,
} from './text/index.js'
export { toArray } from './to-array.js'
