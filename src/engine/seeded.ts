/** The random functions of TensorFlow.js: those that are given no seed follow `setRandomSeed`. */
import * as tfjs from '@tensorflow/tfjs-core'
import { randomStream } from '../support/random.js'

/** `f`, with a seed where its argument of this number is missing. TensorFlow.js takes 0 for none. */
const seeded = <F extends (...args: never[]) => unknown>(f: F, position: number): F =>
  ((...args: unknown[]) => {
    args[position] ??= 1 + (randomStream('random').nextInt32() >>> 1)
    return (f as unknown as (...args: unknown[]) => unknown)(...args)
  }) as unknown as F

export const dropout = seeded(tfjs.dropout, 3)
export const multinomial = seeded(tfjs.multinomial, 2)
export const randomGamma = seeded(tfjs.randomGamma, 4)
export const randomNormal = seeded(tfjs.randomNormal, 4)
export const randomStandardNormal = seeded(tfjs.randomStandardNormal, 2)
export const randomUniform = seeded(tfjs.randomUniform, 4)
export const randomUniformInt = seeded(tfjs.randomUniformInt, 3)
export const truncatedNormal = seeded(tfjs.truncatedNormal, 4)
