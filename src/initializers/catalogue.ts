// The one table of initializers: a line for each file. What is exported and what can be named, in programs and in files, comes from
// it: `classesOf` finds the classes in it.
export * from './constant.js'
export * from './fans.js'
export * from './orthogonal.js'
export * from './random.js'
export { type FanOptions, VarianceScaling, type VarianceScalingOptions } from './variance-scaling.js'
