// The one table of schedules: a line for each file. What is exported and what can be named, in programs and in files, comes from
// it: `classesOf` finds the classes in it.
export * from './cosine-decay.js'
export * from './cosine-decay-restarts.js'
export * from './piecewise-constant-decay.js'
export * from './polynomial-decay.js'
export * from './rate-decay.js'
