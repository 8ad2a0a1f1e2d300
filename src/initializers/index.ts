import { type Identifier, Registry } from '../support/registry.js'
import { Constant, Identity, Ones, Zeros } from './constant.js'
import { GlorotNormal, GlorotUniform, HeNormal, HeUniform, LecunNormal, LecunUniform } from './fans.js'
import type { Initializer } from './initializer.js'
import { Orthogonal } from './orthogonal.js'
import { RandomNormal, RandomUniform, TruncatedNormal } from './random.js'
import { VarianceScaling } from './variance-scaling.js'

export { Constant, type ConstantOptions, Identity, Ones, Zeros } from './constant.js'
export { GlorotNormal, GlorotUniform, HeNormal, HeUniform, LecunNormal, LecunUniform } from './fans.js'
export { Initializer, RandomInitializer, type RandomInitializerOptions } from './initializer.js'
export { Orthogonal, type OrthogonalOptions } from './orthogonal.js'
export {
  type NormalOptions,
  RandomNormal,
  RandomUniform,
  TruncatedNormal,
  type UniformOptions,
} from './random.js'
export { type FanOptions, VarianceScaling, type VarianceScalingOptions } from './variance-scaling.js'

/** All initializers by name. */
export const initializers = new Registry<Initializer>('initializer', 'keras.initializers')
  .register(Zeros, Ones, Constant, Identity, RandomNormal, RandomUniform, TruncatedNormal, VarianceScaling)
  .register(GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunUniform, LecunNormal, Orthogonal)
  .alias('zero', () => Zeros())
  .alias('one', () => Ones())
  .alias('normal', () => RandomNormal())
  .alias('uniform', () => RandomUniform())
  .alias('IdentityInitializer', () => Identity())
  .alias('OrthogonalInitializer', () => Orthogonal())

/**
 * The initializer meant by a name, a configuration, or an object.
 *
 * @example getInitializer('he_normal')
 * @see https://keras.io/api/layers/initializers/
 */
export const getInitializer = (identifier: Identifier<Initializer>): Initializer =>
  initializers.get(identifier)
