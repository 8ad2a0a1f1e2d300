/** Layers that Keras 3 has given up, for models that have them. Keras loads such models with `custom_objects`. */
import { registerGivenUp } from '../base/registry.js'
import { Highway } from './highway.js'
import { LocallyConnected1D } from './locally-connected1d.js'
import { LocallyConnected2D } from './locally-connected2d.js'
import { ThresholdedReLU } from './thresholded-relu.js'

registerGivenUp(Highway, LocallyConnected1D, LocallyConnected2D, ThresholdedReLU)

export { Highway, LocallyConnected1D, LocallyConnected2D, ThresholdedReLU }
