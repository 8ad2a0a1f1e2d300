import { tf } from './tf.js'

interface CpuBackend {
  firstUse: boolean
  makeTensorInfo(shape: number[], dtype: tf.DataType, values?: tf.backend_util.BackendValues): tf.TensorInfo
  readSync(dataId: object): Float32Array
  disposeData(dataId: object): boolean
}

/** Sets the plain JavaScript backend right. */
export function registerCpu(): void {
  // keeps it from advertising tfjs-node
  const backend = tf.findBackend('cpu') as unknown as CpuBackend
  backend.firstUse = false
  repairBatchMatMul()
  repairTransform()
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
  tf.unregisterKernel('BatchMatMul', 'cpu')
  tf.registerKernel({ ...kernel, kernelFunc })
}

/** Its affine transformation of images forgets all but the first of a batch. */
function repairTransform(): void {
  const kernel = tf.getKernel('Transform', 'cpu')
  const kernelFunc: tf.KernelFunc = ({ inputs, attrs, backend }) => {
    const cpu = backend as CpuBackend
    const { image, transforms } = inputs as { image: tf.Tensor4D; transforms: tf.Tensor2D }
    const [batch, ...one] = image.shape
    const parts = Array.from({ length: batch }, (_, b) => {
      const single = tf.slice(image, [b, 0, 0, 0], [1, ...one])
      const matrix = transforms.shape[0] === 1 ? transforms : tf.slice(transforms, [b, 0], [1, 8])
      return kernel.kernelFunc({
        inputs: { image: single, transforms: matrix },
        attrs,
        backend,
      }) as tf.TensorInfo
    })
    const values = parts.map(({ dataId }) => cpu.readSync(dataId))
    const all = new Float32Array(values.reduce((n, part) => n + part.length, 0))
    values.forEach((part, b) => {
      all.set(part, b * part.length)
    })
    for (const { dataId } of parts) cpu.disposeData(dataId)
    const given = attrs as { outputShape?: [number, number] }
    const [height, width] = given.outputShape ?? [one[0], one[1]]
    return cpu.makeTensorInfo([batch, height, width, one[2]], 'float32', all)
  }
  tf.unregisterKernel('Transform', 'cpu')
  tf.registerKernel({ ...kernel, kernelFunc })
}
