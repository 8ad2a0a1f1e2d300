// The one table of losses: a line for each file. What is exported and what can be named, in programs and in files, comes from
// it: `classesOf` finds the classes in it.
export {
  BinaryCrossentropy,
  CategoricalCrossentropy,
  type CrossentropyOptions,
} from './categorical-crossentropy.js'
export * from './categorical-generalized-cross-entropy.js'
export * from './circle.js'
export * from './cosine-similarity.js'
export * from './ctc.js'
export * from './dice.js'
export * from './focal-crossentropy.js'
// these stand for the functions of the same names in the files of their classes
export {
  binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalCrossentropy,
  categoricalFocalCrossentropy,
  categoricalGeneralizedCrossEntropy,
  circle,
  cosineSimilarity,
  ctc,
  dice,
  huber,
  sparseCategoricalCrossentropy,
  tversky,
} from './functions.js'
export * from './hinge.js'
export * from './huber.js'
export * from './kl-divergence.js'
export * from './regression.js'
export * from './sparse-categorical-crossentropy.js'
