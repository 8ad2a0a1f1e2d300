import { tf } from '../../tf.js'
import type { WasmKernel } from '../kernel.js'

/** A fused optimizer update: (parameter, slots, gradient, scalars) to (new parameter, new slots). */
export const optimizerUpdate: WasmKernel = {
  name: 'KeratinOptimizerUpdate',
  run({ inputs, attrs, backend }) {
    const { squares, ...others } = inputs
    const given = Object.values(others) as tf.TensorInfo[]
    const made = given.slice(0, -1).map((tensor) => backend.output(tensor.shape))
    const n = tf.util.sizeFromShape(given[0]!.shape)
    const addresses = [...given, ...made].map((tensor) => backend.address(tensor))
    const ofGradient = attrs.usesSquares ? [squares ? backend.address(squares) : 0] : []
    backend.run(attrs.kernel, n * 8 * given.length, ...addresses, n, ...attrs.scalars, ...ofGradient)
    return made
  },
}
