import { einsum as compose } from '../../ops/einsum.js'
import { tf } from '../../tf.js'
import type { WasmKernel } from '../kernel.js'

/** Sums of products over named axes. */
export const einsum: WasmKernel = {
  name: 'Einsum',
  run: ({ inputs, attrs }) =>
    tf.tidy(() => compose(attrs.equation, ...(Object.values(inputs) as tf.Tensor[]))),
}
