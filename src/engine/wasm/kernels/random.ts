import { tf } from '../../tf.js'
import type { WasmKernel } from '../kernel.js'

/** Uniform numbers in [0, 1) as a function of the seed (see ../../ops/random.ts). */
export const uniform: WasmKernel = {
  name: 'KeratinUniform',
  run({ attrs, backend }) {
    const y = backend.output(attrs.shape)
    const n = tf.util.sizeFromShape(attrs.shape)
    const [seed0, seed1] = attrs.seed
    backend.run('uniform', n * 16, backend.address(y), n, seed0, seed1)
    return y
  },
}

/** x scaled by 1 / (1 - rate) where the uniform number of the element is not below the rate, else 0. */
export const dropout: WasmKernel = {
  name: 'KeratinDropout',
  run({ inputs, attrs, backend }) {
    const { x } = inputs
    const y = backend.output(x.shape)
    const n = tf.util.sizeFromShape(x.shape)
    const { rate, scale, seed } = attrs
    backend.run('dropout', n * 16, backend.address(x), backend.address(y), n, rate, scale, seed[0], seed[1])
    return y
  },
}
