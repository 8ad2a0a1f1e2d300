export * from './functions.js'
export { type Activation, type ActivationIdentifier, activationNames, getActivation } from './index.js'
