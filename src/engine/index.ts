export { constantOf, indicator, l2Normalize, withDerivative } from './differentiable.js'
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
export { adaptiveWindows, type ResizeMethod } from './ops/bands.js'
export * as convolutions from './ops/convolutions.js'
export { dropout } from './ops/dropout.js'
export { einsum } from './ops/einsum.js'
export { fused } from './ops/fused.js'
export { biasRows, type GRUOptions, gru, gruStep } from './ops/gru.js'
export { type LSTMOptions, lstm, lstmStep } from './ops/lstm.js'
export type { PoolOptions } from './ops/pooling.js'
export { type Seed, statelessUniform } from './ops/random.js'
export { gateProduct } from './ops/recurrent/gates.js'
export type { SequenceResult, WalkOptions } from './ops/recurrent/options.js'
export { overTime, type RecurrentStep } from './ops/recurrent/over-time.js'
export { adaptiveMean, repeat, resize } from './ops/resample.js'
export { type SimpleRNNOptions, simpleRNN, simpleRNNStep } from './ops/simple-rnn.js'
export { currentEngine, type EngineName, engineNames, setEngine } from './select.js'
export { tf } from './tf.js'
export { Variable, type VariableOptions } from './variable.js'
