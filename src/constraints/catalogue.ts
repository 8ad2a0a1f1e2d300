// The one table of constraints: a line for each file. What is exported and what can be named, in programs and in files, comes from
// it: `classesOf` finds the classes in it.
export * from './max-norm.js'
export * from './min-max-norm.js'
export * from './non-neg.js'
export * from './unit-norm.js'
