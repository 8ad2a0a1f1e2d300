import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm'
import { getKernelsForBackend } from '@tensorflow/tfjs-core'
import { KeratinError } from '../../support/errors.js'
import { cpuKernelNames } from '../cpu-kernel-names.js'
import { emptyReduction, reductions } from '../empty-reduction.js'
import { tf } from '../tf.js'
import { KeratinWasmBackend } from './backend.js'
import { checkOf } from './checks/index.js'
import { refusal } from './checks/refuse.js'
import { forwardToCpu } from './forward-to-cpu.js'
import type { KernelArgs } from './kernel.js'
import { wasmKernels } from './kernels/index.js'
import { bindKernels, canShareMemory, loadBinary } from './load.js'
import { nativeDtypes, takesNatively } from './natives.js'
import { ThreadPool, threadCount } from './pool.js'

type Outputs = tf.TensorInfo | tf.TensorInfo[]
type Run = (args: KernelArgs) => Outputs

const forwarded: string[] = []
let kernelsAreRegistered = false

/** Kernels that go through the cpu backend. */
export const forwardedKernels = (): readonly string[] => forwarded

/** A backend that has been made, and that TensorFlow.js has not asked for yet. */
let made: tf.KernelBackend | undefined

/**
 * Puts Keratin's WASM backend in the place of the one that ships with TensorFlow.js, under the same name.
 *
 * @throws KeratinError ARGUMENT for a number of threads that cannot be
 */
export function registerWasm(): void {
  threadCount()
  tf.removeBackend('wasm')
  // asked again after engine().reset(), which disposes the backend and the memory that it works in
  const factory = () => {
    const backend = made ?? createBackend()
    made = undefined
    return backend
  }
  tf.registerBackend('wasm', factory, 3)
  if (!kernelsAreRegistered) registerKernels()
  kernelsAreRegistered = true
}

/** Makes the backend before TensorFlow.js asks for it, as that would turn an error into a warning. */
export function startWasm(): void {
  if (!kernelsAreRegistered) registerWasm()
  // whoever set it by way of TensorFlow.js has made it
  if ('wasm' in tf.engine().registry) return
  try {
    made = createBackend()
  } catch (error) {
    tf.removeBackend('wasm')
    throw error
  }
}

/** Every kernel that the backend or the cpu backend has, and those that only Keratin has. */
function registerKernels(): void {
  const own = new Map(wasmKernels.map((kernel) => [kernel.name, kernel]))
  // not by way of `tf`, which would load the cpu backend
  const names = [...getKernelsForBackend('wasm'), ...getKernelsForBackend('cpu')].map(
    ({ kernelName }) => kernelName,
  )
  for (const name of new Set([...names, ...cpuKernelNames, ...own.keys()])) {
    const shipped = tf.getKernel(name, 'wasm')
    const kernel = own.get(name)
    const cpu = forwardToCpu(name)
    const others = shippedKernel(name, shipped, kernel?.fallback === 'cpu', cpu)
    const run: Run = kernel ? forComplex(name, (args) => kernel.run(args, others), cpu) : others
    replaceKernel(name, checked(name, run), shipped)
    if (!kernel && cpu && (!shipped || nativeDtypes(name).size === 0)) forwarded.push(name)
  }
  forwarded.sort()
}

/** The kernel that ships with the backend for what it takes rightly, else that of the cpu backend. */
function shippedKernel(
  name: string,
  shipped: tf.KernelConfig | undefined,
  left: boolean,
  cpu: Run | undefined,
): Run {
  const otherwise = cpu ?? missing(name)
  if (!shipped || left) return otherwise
  const native = takesNatively(name)
  return (args) => (native(args) ? shipped.kernelFunc(args as never) : otherwise(args))
}

/** Keratin's kernels that move values know nothing of what they are. */
const movements = new Set(['Cast', 'Identity', 'Pack', 'Slice', 'Unpack'])

/** Leaves complex numbers to the cpu backend. */
function forComplex(name: string, run: Run, cpu: Run | undefined): Run {
  if (!cpu || movements.has(name)) return run
  return (args) => {
    for (const key in args.inputs) if (args.inputs[key]?.dtype === 'complex64') return cpu(args)
    return run(args)
  }
}

/** The one place that every call of a kernel passes. */
function checked(name: string, run: Run): Run {
  const check = checkOf(name)
  const own = name.startsWith('Keratin')
  const reduces = reductions.includes(name)
  const compute: Run = (args) => {
    check?.(args)
    // kernels that only Keratin has compute with floats, and would take the bytes of others for floats
    if (own && args.inputs.x && args.inputs.x.dtype !== 'float32') {
      throw refusal(name, 'x must be float32', args.inputs.x.dtype)
    }
    const empty = reduces ? emptyReduction(name, args.inputs.x, args.attrs) : undefined
    if (empty) return args.backend.makeOutput(empty.shape, empty.dtype, undefined, empty.values)
    return args.backend.guarded(() => run(args))
  }
  return (args) => {
    const { observer } = args.backend
    return observer ? observer.within(name, args, () => compute(args)) : compute(args)
  }
}

function replaceKernel(
  kernelName: string,
  run: Run,
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
