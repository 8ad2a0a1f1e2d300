export { constantOf, indicator, l2Normalize, withDerivative } from './differentiable.js'
export {
  embeddingLookup,
  type GradientParts,
  gradientParts,
  sumParts,
  withParts,
} from './embedding-lookup.js'
export { type EngineInfo, engineInfo } from './info.js'
export { attachLogits, logitsOf } from './logits.js'
export { adaptiveWindows, type ResizeMethod } from './ops/bands.js'
export { batchNorm, normalizesChannels, scaleChannels } from './ops/batch-norm.js'
export * as convolutions from './ops/convolutions.js'
export { sigmoidCrossentropy, softmaxCrossentropy, sparseSoftmaxCrossentropy } from './ops/crossentropy.js'
export { dropout } from './ops/dropout.js'
export { einsum } from './ops/einsum.js'
export { fused } from './ops/fused.js'
export { biasRows, type GRUOptions, gru, gruStep } from './ops/gru.js'
export { layerNormalization } from './ops/layer-normalization.js'
export { type LSTMOptions, lstm, lstmStep } from './ops/lstm.js'
export type { PoolOptions } from './ops/pooling.js'
export { type Seed, statelessNormal, statelessUniform } from './ops/random.js'
export { gateProduct } from './ops/recurrent/gates.js'
export type { SequenceResult, WalkOptions } from './ops/recurrent/options.js'
export { overTime, type RecurrentStep } from './ops/recurrent/over-time.js'
export { adaptiveMean, repeat, resize } from './ops/resample.js'
export { type SimpleRNNOptions, simpleRNN, simpleRNNStep } from './ops/simple-rnn.js'
export { adagradStep } from './ops/updates/adagrad.js'
export { type AdamScalars, adamStep } from './ops/updates/adam.js'
export { rmspropStep } from './ops/updates/rmsprop.js'
export { sgdMomentumStep, sgdStep } from './ops/updates/sgd.js'
export { currentEngine, type EngineName, engineNames, setEngine } from './select.js'
export { tf } from './tf.js'
export { Variable, type VariableOptions } from './variable.js'
