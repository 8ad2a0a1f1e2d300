export * from './functions.js'
export type { Given, Operand } from './operand.js'
export { operationFrom } from './registry.js'
export { ellipsis, Slice } from './slice.js'
