import { cpuTransform } from './cpu-transform.js'
import { cpuValues } from './cpu-values.js'
import { tf } from './tf.js'

interface CpuBackend {
  firstUse: boolean
  makeTensorInfo(shape: number[], dtype: tf.DataType, values?: tf.backend_util.BackendValues): tf.TensorInfo
}

/** Sets the plain JavaScript backend right. */
export function registerCpu(): void {
  // keeps it from advertising tfjs-node
  const backend = tf.findBackend('cpu') as unknown as CpuBackend
  backend.firstUse = false
  repairBatchMatMul()
  replace('Transform', cpuTransform)
  for (const [name, repaired] of Object.entries(cpuValues))
    replace(name, repaired(tf.getKernel(name, 'cpu').kernelFunc))
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
    const { a, b } = inputs as { a: tf.Tensor; b: tf.Tensor }
    const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean }
    const [first, second] = [a.shape.slice(0, -2), b.shape.slice(0, -2)]
    const outer = tf.broadcast_util.assertAndGetBroadcastShape(first, second)
    if (outer.includes(0)) {
      const shape = [...outer, a.shape.at(transposeA ? -1 : -2)!, b.shape.at(transposeB ? -2 : -1)!]
      return (backend as CpuBackend).makeTensorInfo(shape, a.dtype, new Float32Array(0))
    }
    const whole = (x: tf.Tensor) => {
      const shape = [...outer, ...x.shape.slice(-2)]
      return tf.util.arraysEqual(x.shape, shape) ? x : tf.broadcastTo(x, shape)
    }
    return kernel.kernelFunc({ inputs: { a: whole(a), b: whole(b) }, attrs, backend })
  }
  replace('BatchMatMul', kernelFunc)
}
