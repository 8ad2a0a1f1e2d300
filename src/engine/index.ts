export { constantOf, indicator, l2Normalize, maxOfLast, withDerivative } from './differentiable.js'
export {
  embeddingLookup,
  type GradientParts,
  gradientParts,
  sumParts,
  withParts,
} from './embedding-lookup.js'
export { ForwardPass } from './forward-pass.js'
export { type EngineInfo, engineInfo } from './info.js'
export { attachLogits, logitsOf } from './logits.js'
export { type AdamScalars, adamStep } from './ops/adam.js'
export { dropout } from './ops/dropout.js'
export { fused } from './ops/fused.js'
export { layerNormalization } from './ops/layer-normalization.js'
export { type Seed, statelessNormal, statelessUniform } from './ops/random.js'
export { type SimpleRNNOptions, type SimpleRNNResult, simpleRNN } from './ops/simple-rnn.js'
export { currentEngine, type EngineName, engineNames, setEngine } from './select.js'
export { tf } from './tf.js'
export { Variable, type VariableOptions } from './variable.js'
