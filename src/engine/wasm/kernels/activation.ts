import { tf } from '../../tf.js'
import { activationCodes, derivativeCodes, type NativeActivation } from '../activation.js'
import type { KeratinWasmBackend } from '../backend.js'
import type { WasmKernel } from '../kernel.js'
import { areFloats } from './floats.js'

/** y = activation(x); y may be x. */
export function activate(
  backend: KeratinWasmBackend,
  activation: NativeActivation,
  x: tf.TensorInfo,
  y: tf.TensorInfo,
): void {
  const n = tf.util.sizeFromShape(x.shape)
  const cost = activation === 'relu' || activation === 'linear' ? 8 : 24
  backend.run('activation', n * cost, activationCodes[activation], backend.address(x), backend.address(y), n)
}

/** Where the activations end that are nothing but bounds. */
const bounds: Record<string, number | undefined> = { relu: Number.POSITIVE_INFINITY, relu6: 6 }

/**
 * A fused kernel whose fallback leaves bounds to a kernel of ours: those of the kernels that ship with the backend make
 * numbers of NaN.
 */
export const boundedHere = (kernel: WasmKernel): WasmKernel => ({
  ...kernel,
  run: (args, fallback) =>
    kernel.run(args, (given) => {
      const most = bounds[given.attrs.activation]
      const tensors: (tf.TensorInfo | undefined)[] = Object.values(given.inputs)
      if (most === undefined || !areFloats(...tensors)) return fallback(given)
      const y = fallback({ ...given, attrs: { ...given.attrs, activation: 'linear' } }) as tf.TensorInfo
      const n = tf.util.sizeFromShape(y.shape)
      const address = given.backend.address(y)
      given.backend.run('clip', n * 8, address, address, 0, most, n)
      return y
    }),
})

const activationKernel = (name: string, activation: NativeActivation): WasmKernel => ({
  name,
  run(args, fallback) {
    const { inputs, backend } = args
    if (inputs.x.dtype !== 'float32') return fallback(args)
    const y = backend.output(inputs.x.shape)
    activate(backend, activation, inputs.x, y)
    return y
  },
})

export const relu = activationKernel('Relu', 'relu')
export const tanh = activationKernel('Tanh', 'tanh')
export const sigmoid = activationKernel('Sigmoid', 'sigmoid')

/** dx = dy * activation'(x) from y = activation(x), in one pass. */
export const activationGrad: WasmKernel = {
  name: 'KeratinActivationGrad',
  run({ inputs, attrs, backend }) {
    const { dy, y } = inputs
    const n = tf.util.sizeFromShape(dy.shape)
    const dx = backend.output(dy.shape)
    const code = derivativeCodes[attrs.activation as keyof typeof derivativeCodes]
    backend.run(
      'activationGrad',
      n * 8,
      code,
      backend.address(dy),
      backend.address(y),
      backend.address(dx),
      n,
    )
    return dx
  },
}
