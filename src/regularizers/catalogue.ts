// The one table of regularizers: a line for each file. What is exported and what can be named, in programs and in files, comes from
// it: `classesOf` finds the classes in it.
export * from './l1-l2.js'
export * from './orthogonal-regularizer.js'
