export * from './functions.js'
export { hardSilu as hardSwish, silu as swish } from './functions.js'
export { type Activation, type ActivationIdentifier, activationNames, getActivation } from './index.js'
