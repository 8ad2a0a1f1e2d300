import { tf } from '../../../tf.js'
import { isNativeActivation } from '../../activation.js'
import type { KeratinWasmBackend } from '../../backend.js'
import type { WasmKernel } from '../../kernel.js'
import { activate, boundedHere } from '../activation.js'
import { direct, inputGrad } from './direct.js'
import {
  type Arriving,
  conv2dInfo,
  type Epilogue,
  type Gradients,
  type Info,
  isPlain,
  pooledShape,
} from './info.js'
import { fitsWinograd, winograd } from './winograd.js'

const { sizeFromShape } = tf.util

const wayOf = (info: Info) => (fitsWinograd(info) ? winograd : direct)

function forward(
  backend: KeratinWasmBackend,
  info: Info,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  epilogue: Epilogue = {},
): tf.TensorInfo {
  const y = backend.output(epilogue.mask ? pooledShape(info) : info.outShape)
  if (sizeFromShape(y.shape) > 0) wayOf(info).forward(backend, info, x, filter, y, epilogue)
  return y
}

function gradients(
  backend: KeratinWasmBackend,
  info: Info,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  arriving: Arriving,
  wanted: Gradients,
): void {
  if (sizeFromShape(arriving.dy.shape) > 0) {
    wayOf(info).gradients(backend, info, x, filter, arriving, wanted)
    return
  }
  for (const tensor of [wanted.dFilter, wanted.dBias, wanted.dx])
    if (tensor) backend.clear(backend.address(tensor), sizeFromShape(tensor.shape) * 4)
}

/** Convolution of images. */
export const conv2d: WasmKernel = {
  name: 'Conv2D',
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const info = conv2dInfo(inputs.x.shape, inputs.filter.shape, attrs)
    if (!isPlain(info, inputs.x, inputs.filter)) return fallback(args)
    return forward(backend, info, inputs.x, inputs.filter)
  },
}

/** activation(x * filter + bias). */
export const fusedConv2d: WasmKernel = boundedHere({
  name: 'FusedConv2D',
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { x, filter, bias } = inputs
    const activation = attrs.activation ?? 'linear'
    const info = conv2dInfo(x.shape, filter.shape, attrs)
    const fits = !bias || sizeFromShape(bias.shape) === info.outChannels
    if (!isPlain(info, x, filter, bias) || !fits || !isNativeActivation(activation)) return fallback(args)
    const y = forward(backend, info, x, filter, { bias, relu: activation === 'relu' })
    if (activation !== 'linear' && activation !== 'relu') activate(backend, activation, y, y)
    return y
  },
})

/** Max pooling of 2 x 2 windows of relu?(x * filter + bias), and which pixel of each was the largest. */
export const conv2dMaxPool: WasmKernel = {
  name: 'KeratinConv2DMaxPool',
  run({ inputs, attrs, backend }) {
    const { x, filter, bias } = inputs
    const info = conv2dInfo(x.shape, filter.shape, attrs)
    const mask = backend.makeOutput(pooledShape(info), 'bool')
    return [forward(backend, info, x, filter, { bias, relu: attrs.activation === 'relu', mask }), mask]
  },
}

/** Room for the gradients of filter and bias, to be filled by `KeratinConv2DGrad`. */
export const conv2dGradRoom: WasmKernel = {
  name: 'KeratinConv2DGradRoom',
  run({ inputs: { filter }, backend }) {
    return [backend.output(filter.shape), backend.output([filter.shape[3]])]
  },
}

/** Fills the gradients of filter and bias; makes that of the input if asked. They have most of their work in common. */
export const conv2dGrad: WasmKernel = {
  name: 'KeratinConv2DGrad',
  run({ inputs, attrs, backend }) {
    const { x, filter, dy, aux, dFilter, dBias } = inputs
    const info = conv2dInfo(x.shape, filter.shape, attrs)
    const dx = attrs.inputGrad ? backend.output(x.shape) : undefined
    gradients(backend, info, x, filter, { dy, mode: attrs.mode, aux }, { dFilter, dBias, dx })
    return dx ? [dx] : []
  },
}

/** Gradient of the input. */
export const conv2dBackpropInput: WasmKernel = {
  name: 'Conv2DBackpropInput',
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { dy, filter } = inputs
    const info = conv2dInfo(attrs.inputShape, filter.shape, attrs)
    if (!isPlain(info, dy, filter)) return fallback(args)
    const dx = backend.output(info.inShape)
    if (sizeFromShape(dx.shape) === 0) return dx
    if (sizeFromShape(dy.shape) === 0) {
      backend.clear(backend.address(dx), sizeFromShape(dx.shape) * 4)
      return dx
    }
    inputGrad(backend, info, backend.address(dy), filter, dx)
    return dx
  },
}

/** Gradient of the filter. */
export const conv2dBackpropFilter: WasmKernel = {
  name: 'Conv2DBackpropFilter',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { x, dy } = inputs
    const info = conv2dInfo(x.shape, attrs.filterShape, attrs)
    if (!isPlain(info, x, dy)) return fallback(args)
    const dFilter = backend.output(attrs.filterShape)
    if (sizeFromShape(dFilter.shape) > 0) {
      gradients(backend, info, x, dFilter, { dy, mode: 'plain' }, { dFilter })
    }
    return dFilter
  },
}
