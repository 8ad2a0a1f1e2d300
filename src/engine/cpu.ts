import { requireCpuPackage } from './cpu-package.js'
import { cpuTransform } from './cpu-transform.js'
import { cpuValues } from './cpu-values.js'
import { emptyReduction, reductions } from './empty-reduction.js'
import { provideCpu } from './kernel-registry.js'
import { tf } from './tf.js'

interface CpuBackend extends tf.KernelBackend {
  firstUse: boolean
  makeTensorInfo(shape: number[], dtype: tf.DataType, values?: tf.backend_util.BackendValues): tf.TensorInfo
  disposeData(dataId: object): boolean
}

let isLoaded = false

/**
 * Registers the plain JavaScript backend. It is loaded when it is first used: most programs never do, and it is a tenth of
 * what an import takes.
 */
export function registerCpu(): void {
  const engine = tf.engine()
  provideCpu(loadCpu)
  // it was imported before Keratin: nothing is left to save
  if (engine.findBackendFactory('cpu')) {
    takeOver()
    return
  }
  engine.registerBackend('cpu', makeBackend)
  // what others load of it later finds it registered: that is no news to anybody
  const { registerBackend } = engine
  engine.registerBackend = function (this: typeof engine, name, factory, priority) {
    if (name === 'cpu' && engine.findBackendFactory(name) === makeBackend) return false
    return registerBackend.call(this, name, factory, priority)
  }
}

function makeBackend(): tf.KernelBackend {
  loadCpu()
  const { MathBackendCPU } = requireCpuPackage()
  return quiet(new MathBackendCPU())
}

function takeOver(): void {
  quiet(tf.findBackend('cpu'))
  loadCpu()
}

/** Keeps it from advertising tfjs-node. */
function quiet(backend: tf.KernelBackend): tf.KernelBackend {
  ;(backend as CpuBackend).firstUse = false
  return backend
}

/** Loads the plain JavaScript backend, and sets it right. */
export function loadCpu(): void {
  if (isLoaded) return
  requireCpuPackage()
  isLoaded = true
  repairBatchMatMul()
  replace('Transform', cpuTransform)
  for (const [name, repaired] of Object.entries(cpuValues))
    replace(name, repaired(tf.getKernel(name, 'cpu').kernelFunc))
  for (const name of reductions) repairEmpty(name)
}

function replace(kernelName: string, kernelFunc: tf.KernelFunc): void {
  const kernel = tf.getKernel(kernelName, 'cpu')
  tf.unregisterKernel(kernelName, 'cpu')
  tf.registerKernel({ ...kernel, kernelFunc })
}

/** Its product of batches is wrong where operands are broadcast, or a batch is empty. */
function repairBatchMatMul(): void {
  const kernel = tf.getKernel('BatchMatMul', 'cpu')
  const kernelFunc: tf.KernelFunc = ({ inputs, attrs, backend }) => {
    const { a, b } = inputs as Record<'a' | 'b', tf.TensorInfo>
    const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean }
    const [first, second] = [a.shape.slice(0, -2), b.shape.slice(0, -2)]
    const outer = tf.broadcast_util.assertAndGetBroadcastShape(first, second)
    if (outer.includes(0)) {
      const shape = [...outer, a.shape.at(transposeA ? -1 : -2)!, b.shape.at(transposeB ? -2 : -1)!]
      return (backend as CpuBackend).makeTensorInfo(shape, a.dtype, new Float32Array(0))
    }
    const repeated: tf.TensorInfo[] = []
    const whole = (x: tf.TensorInfo): tf.TensorInfo => {
      const shape = [...outer, ...x.shape.slice(-2)]
      if (tf.util.arraysEqual(x.shape, shape)) return x
      const own = [...shape.slice(x.shape.length).map(() => 1), ...x.shape]
      const reps = shape.map((extent, axis) => (own[axis] === extent ? 1 : extent))
      const { kernelFunc } = tf.getKernel('Tile', 'cpu')
      const made = kernelFunc({
        inputs: { x: { ...x, shape: own } },
        attrs: { reps },
        backend,
      }) as tf.TensorInfo
      repeated.push(made)
      return made
    }
    try {
      return kernel.kernelFunc({ inputs: { a: whole(a), b: whole(b) }, attrs, backend })
    } finally {
      for (const { dataId } of repeated) (backend as CpuBackend).disposeData(dataId)
    }
  }
  replace('BatchMatMul', kernelFunc)
}

/** Its reductions of tensors without values give NaN, or nothing. */
function repairEmpty(name: string): void {
  const { kernelFunc } = tf.getKernel(name, 'cpu')
  replace(name, (args) => {
    const empty = emptyReduction(name, args.inputs.x as tf.TensorInfo, args.attrs ?? {})
    if (!empty) return kernelFunc(args)
    return (args.backend as CpuBackend).makeTensorInfo(empty.shape, empty.dtype, empty.values)
  })
}
