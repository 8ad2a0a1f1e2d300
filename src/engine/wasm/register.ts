import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm'
import { KeratinError } from '../../support/errors.js'
import { tf } from '../tf.js'
import { KeratinWasmBackend } from './backend.js'
import { forwardToCpu } from './forward-to-cpu.js'
import type { KernelArgs } from './kernel.js'
import { wasmKernels } from './kernels/index.js'
import { bindKernels, canShareMemory, loadBinary } from './load.js'
import { ThreadPool, threadCount } from './pool.js'

/** Kernels that ship with the backend and give wrong results. */
const wrong = ['Dilation2D', 'Dilation2DBackpropFilter', 'Dilation2DBackpropInput']

const forwarded: string[] = []

/** Kernels that go through the cpu backend. */
export const forwardedKernels = (): readonly string[] => forwarded

/** Puts Keratin's WASM backend in the place of the one that ships with TensorFlow.js, under the same name. */
export function registerWasm(): void {
  // made before it is registered: TensorFlow.js would turn an error into a warning
  const backend = createBackend()
  tf.removeBackend('wasm')
  tf.registerBackend('wasm', () => backend, 3)
  for (const kernel of wasmKernels) {
    const shipped = tf.getKernel(kernel.name, 'wasm')
    const own = kernel.fallback === 'cpu' ? undefined : shipped?.kernelFunc
    const fallback = own ?? forwardToCpu(kernel.name) ?? missing(kernel.name)
    replaceKernel(
      kernel.name,
      (args) => kernel.run(args, fallback as (args: KernelArgs) => tf.TensorInfo),
      shipped,
    )
  }
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    if (tf.getKernel(kernelName, 'wasm') && !wrong.includes(kernelName)) continue
    replaceKernel(kernelName, forwardToCpu(kernelName)!)
    forwarded.push(kernelName)
  }
  for (const shipped of tf.getKernelsForBackend('wasm')) {
    replaceKernel(
      shipped.kernelName,
      (args) => args.backend.guarded(() => shipped.kernelFunc(args as never)),
      shipped,
    )
  }
}

type Outputs = tf.TensorInfo | tf.TensorInfo[]

function replaceKernel(
  kernelName: string,
  run: (args: KernelArgs) => Outputs,
  { setupFunc, disposeFunc }: Partial<tf.KernelConfig> = {},
): void {
  if (tf.getKernel(kernelName, 'wasm')) tf.unregisterKernel(kernelName, 'wasm')
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: run as tf.KernelFunc,
    setupFunc,
    disposeFunc,
  })
}

function missing(name: string): (args: KernelArgs) => never {
  return () => {
    throw new KeratinError('ENGINE', `${name}: the wasm engine does not take tensors of this kind.`)
  }
}

function createBackend(): tf.KernelBackend {
  const wanted = threadCount()
  const threads = wanted > 1 && canShareMemory() ? wanted : 1
  const shared = threads > 1
  // the backend's own thread pool stays empty: its kernels that matter are replaced by ones that use ours
  setThreadsCount(1)
  const { wasm, memory } = loadBinary(shared)
  const { kernels, module } = bindKernels(shared, memory)
  return new KeratinWasmBackend(wasm, kernels, new ThreadPool(kernels, module, memory, threads))
}
