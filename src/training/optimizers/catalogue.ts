// The one table of optimizers: a line for each file. What is exported and what can be named, in programs and in files, comes from
// it: `classesOf` finds the classes in it.
export * from './adadelta.js'
export * from './adafactor.js'
export * from './adagrad.js'
export * from './adam.js'
export * from './adamax.js'
export * from './ftrl.js'
export * from './lamb.js'
export * from './lion.js'
export * from './nadam.js'
export * from './rmsprop.js'
export * from './sgd.js'
