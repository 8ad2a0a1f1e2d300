/** Random numbers on Keras' names. What has no seed of its own follows `setRandomSeed`; see SeedGenerator. */
export {
  beta,
  gamma,
  type NormalOptions,
  normal,
  truncatedNormal,
  type UniformOptions,
  uniform,
} from './continuous.js'
export { binomial, categorical, randint } from './discrete.js'
export type { FloatOptions, IntegerOptions, Parameter, SeedOptions } from './draw.js'
export { type DropoutOptions, dropout, type ShuffleOptions, shuffle } from './of-tensors.js'
export { type RandomSeed, SeedGenerator, type SeedGeneratorOptions } from './seed-generator.js'
