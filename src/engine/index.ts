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
export { batchNorm, normalizesChannels, scaleChannels } from './ops/batch-norm.js'
export { sigmoidCrossentropy, softmaxCrossentropy, sparseSoftmaxCrossentropy } from './ops/crossentropy.js'
export { dropout } from './ops/dropout.js'
export { fused } from './ops/fused.js'
export { type Seed, statelessUniform } from './ops/random.js'
export { type SimpleRNNOptions, type SimpleRNNResult, simpleRNN } from './ops/simple-rnn.js'
export { adagradStep } from './ops/updates/adagrad.js'
export { type AdamScalars, adamStep } from './ops/updates/adam.js'
export { rmspropStep } from './ops/updates/rmsprop.js'
export { sgdMomentumStep, sgdStep } from './ops/updates/sgd.js'
export { currentEngine, type EngineName, engineNames, setEngine } from './select.js'
export { tf } from './tf.js'
export { Variable, type VariableOptions } from './variable.js'
