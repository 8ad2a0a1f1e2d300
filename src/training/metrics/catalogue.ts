// The one table of metrics: a line for each file. What is exported and what can be named, in programs and in files, comes from
// it: `classesOf` finds the classes in it.
export * from './accuracy.js'
export * from './confusion/index.js'
export * from './correlation.js'
export * from './crossentropy-metrics.js'
export * from './f-score.js'
// these stand for the functions of the same names in the files of their classes
export {
  binaryAccuracy,
  concordanceCorrelation,
  pearsonCorrelation,
  sparseTopKCategoricalAccuracy,
  topKCategoricalAccuracy,
} from './functions.js'
export * from './iou.js'
export * from './loss-metrics.js'
export { Mean, Sum } from './mean.js'
export * from './r2-score.js'
export * from './top-k-accuracy.js'
