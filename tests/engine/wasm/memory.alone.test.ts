import { beforeAll, describe, expect, it } from 'vitest'
import {
  adamStep,
  engineInfo,
  fused,
  setEngine,
  simpleRNN,
  statelessUniform,
  tf,
} from '../../../src/engine/index.js'
import { KeratinWasmBackend } from '../../../src/engine/wasm/backend.js'
import { bindKernels, loadBinary } from '../../../src/engine/wasm/load.js'
import { workspaceOf } from '../../../src/engine/wasm/plan/workspace.js'
import { ThreadPool } from '../../../src/engine/wasm/pool.js'

beforeAll(async () => {
  await setEngine('wasm')
})

describe('memory that runs out', () => {
  /** A backend that may grow to 72 MiB. */
  async function smallBackend(): Promise<KeratinWasmBackend> {
    const { wasm, memory } = await loadBinary(true, 1152)
    const { kernels, module } = bindKernels(true, memory)
    return new KeratinWasmBackend(wasm, kernels, new ThreadPool(kernels, module, memory, 1))
  }

  it('is an error that names tensor and size, and leaves earlier tensors as they were', async () => {
    const backend = await smallBackend()
    const megabytes = 10 * 2 ** 18
    const kept: tf.TensorInfo[] = []
    const fill = () => {
      for (;;) {
        const values = new Float32Array(megabytes).fill(kept.length + 1)
        kept.push(backend.makeOutput([10, 2 ** 18], 'float32', undefined, values))
      }
    }
    expect(fill).toThrow(
      expect.objectContaining({
        code: 'OUT_OF_MEMORY',
        message: expect.stringMatching(/\[10, 262144\] \(10\.0 MiB\)/),
      }),
    )
    expect(kept.length).toBeGreaterThanOrEqual(3)
    for (const [i, tensor] of kept.entries()) {
      expect(new Set(backend.readSync(tensor.dataId) as Float32Array)).toEqual(new Set([i + 1]))
    }
    // what is released can be used again
    backend.disposeData(kept.pop()!.dataId)
    expect(backend.makeOutput([10, 2 ** 18], 'float32').shape).toEqual([10, 2 ** 18])
  })

  it('comes after what plans work in is given back, unless one runs', async () => {
    const backend = await smallBackend()
    const { arena } = workspaceOf(backend)
    const make = () => backend.makeOutput([10, 2 ** 18], 'float32')
    arena.addressFor(30 * 2 ** 20)
    const count = arena.use(() => {
      const made: tf.TensorInfo[] = []
      expect(() => {
        for (;;) made.push(make())
      }).toThrow(expect.objectContaining({ code: 'OUT_OF_MEMORY' }))
      return made.length
    })
    expect(arena.bytes).toBe(30 * 2 ** 20)
    for (let i = 0; i < 2; i++) expect(make().shape).toEqual([10, 2 ** 18])
    expect(arena.bytes).toBe(0)
    expect(count).toBeGreaterThanOrEqual(1)
    // there is no room for it any longer
    expect(() => arena.addressFor(30 * 2 ** 20)).toThrow(expect.objectContaining({ code: 'OUT_OF_MEMORY' }))
    expect(arena.bytes).toBe(0)
  })

  it('is an error for working memory, too, and the output of the kernel that fails is released', async () => {
    const backend = await smallBackend()
    const [small, large] = [1000, 11 * 2 ** 20]
    const count = backend.numDataIds()
    const kernel = () => {
      backend.output([small])
      backend.withScratch(8 * large, () => 0)
    }
    expect(() => backend.guarded(kernel)).toThrow(expect.objectContaining({ code: 'OUT_OF_MEMORY' }))
    expect(backend.numDataIds()).toBe(count)
  })

  it('is an error for sizes beyond 32 bits, which an allocator would take modulo 4 GiB', () => {
    const before = tf.memory().numTensors
    const x = tf.zeros([2])
    expect(() => tf.tidy(() => tf.tile(tf.reshape(x, [1, 2]), [2 ** 29 + 1, 1]))).toThrow(
      expect.objectContaining({ code: 'OUT_OF_MEMORY' }),
    )
    expect(x).toBeAllclose([0, 0])
    x.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('memory over many steps', () => {
  const shapes = [[3, 3, 1, 8], [8], [288, 32], [32], [32, 10], [10]]

  it('stays as it is: tensors, data and bytes of the WASM memory', () => {
    const backend = tf.backend() as KeratinWasmBackend
    let weights = shapes.map((shape, i) => tf.mul(tf.sub(statelessUniform(shape, i), 0.5), 0.3))
    let slots = shapes.map((shape) => [tf.zeros(shape), tf.zeros(shape)] as const)
    const x = statelessUniform([32, 14, 14, 1], 7) as tf.Tensor4D
    const labels = tf.oneHot(tf.range(0, 32, 1, 'int32').mod(tf.scalar(10, 'int32')), 10)
    const rnn = [
      statelessUniform([8, 20, 5], 1),
      statelessUniform([5, 9], 2),
      tf.zeros([9, 9]),
      tf.zeros([9]),
    ]
    const loss = (...w: tf.Tensor[]) => {
      const conv = fused.conv2d({
        x,
        filter: w[0] as tf.Tensor4D,
        bias: w[1],
        strides: 1,
        pad: 'valid',
        activation: 'relu',
      })
      const a = tf.reshape(tf.maxPool(conv, 2, 2, 'valid'), [32, 288])
      const hidden = fused.matMul({ a, b: w[2]!, bias: w[3], activation: 'relu' })
      return tf.losses.softmaxCrossEntropy(
        labels,
        fused.matMul({ a: hidden, b: w[4]!, bias: w[5] }),
      ) as tf.Scalar
    }
    const recurrent = (...[a, b, c, d]: tf.Tensor[]) =>
      simpleRNN(a as tf.Tensor3D, b as tf.Tensor2D, c as tf.Tensor2D, d as tf.Tensor1D).output
    const step = () => {
      const scalars = { alpha: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }
      const next = tf.tidy(() => {
        tf.grads(recurrent)(rnn)
        return tf
          .grads(loss)(weights)
          .map((g, i) => adamStep(weights[i]!, ...slots[i]!, g, scalars))
      })
      tf.dispose([weights, slots.flat()])
      weights = next.map(({ param }) => param)
      slots = next.map(({ m, v }) => [m, v] as const)
    }
    const state = () => ({
      tensors: tf.memory().numTensors,
      data: backend.numDataIds(),
      heap: engineInfo().memory.heapBytes,
    })
    const before = tf.tidy(() => loss(...weights).dataSync()[0]!)
    for (let i = 0; i < 5; i++) step()
    const early = state()
    for (let i = 0; i < 300; i++) step()
    expect(state()).toEqual(early)
    expect(tf.tidy(() => loss(...weights).dataSync()[0]!)).toBeLessThan(before)
    tf.dispose([weights, slots.flat(), x, labels, rnn])
  })
})

describe('kernels that go through the cpu backend', () => {
  it('leave nothing there, also where they fail', () => {
    const cpu = tf.findBackend('cpu')
    const backend = tf.backend() as KeratinWasmBackend
    const count = () => [cpu.numDataIds(), backend.numDataIds(), tf.memory().numTensors]
    const x = statelessUniform([1, 5, 5, 2], 1)
    const filter = statelessUniform([3, 3, 2, 2], 2)
    const before = count()
    for (let i = 0; i < 5; i++) {
      tf.tidy(() => {
        tf.grads((a, b) => tf.depthwiseConv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'same'))([x, filter])
        expect(tf.einsum('abcd->dcba', x).shape).toEqual([2, 5, 5, 1])
        expect(tf.abs(tf.mul(tf.complex(x, x), tf.complex(x, x))).shape).toEqual([1, 5, 5, 2])
        const [start, end, step] = [tf.scalar(0), tf.scalar(5), tf.scalar(0)]
        expect(() => tf.raggedRange(start, end, step)).toThrow(/delta != 0/)
      })
    }
    expect(count()).toEqual(before)
    tf.dispose([x, filter])
  })
})
