import { describe, expect, it } from 'vitest'
import { Dataset } from '../../../src/data/index.js'
import { tf } from '../../../src/engine/index.js'
import {
  CategoryEncoding,
  Discretization,
  Input,
  layerFrom,
  Normalization,
  Rescaling,
} from '../../../src/layers/index.js'
import type { AdaptData } from '../../../src/layers/preprocessing/adapting.js'
import { type GoldenTensor, readGolden, toTensor } from '../../harness/golden.js'
import { expectNoLeak } from '../../harness/leaks.js'

interface Golden {
  Discretization: {
    kwargs: Record<string, unknown>
    adapt?: GoldenTensor
    bin_boundaries_after_adapt?: number[]
    inputs: GoldenTensor
    output: GoldenTensor
  }[]
}

describe('Rescaling', () => {
  it('takes a number for each channel', () => {
    const y = Rescaling(
      [1, 10],
      [0, 5],
    )(
      tf.tensor2d(
        [
          [1, 2],
          [3, 4],
        ],
        [2, 2],
        'int32',
      ),
    )
    expect(y).toBeAllclose([
      [1, 25],
      [3, 45],
    ])
    expect(() => Rescaling('1' as never)).toThrow(/scale must be a number/)
  })
})

describe('Normalization', () => {
  const data = tf.randomNormal([23, 3, 4], 5, 2, 'float32', 1)
  const adapted = (values: AdaptData) => {
    const layer = Normalization({ axis: [1, -1] })
    layer.adapt(values)
    return layer
  }

  it('finds the same in a whole, in batches of any size, and in a Dataset', async () => {
    const whole = adapted(data)
    const { mean, variance } = tf.moments(data, 0)
    expect(whole.weights[0]!.read()).toBeAllclose(mean, { atol: 1e-5 })
    expect(whole.weights[1]!.read()).toBeAllclose(variance, { atol: 1e-4 })
    const batches = adapted([5, 1, 17].map((n, i) => tf.slice(data, [0, 5, 6][i]!, n)))
    const fromDataset = Normalization({ axis: [1, -1] })
    const rows = Dataset.fromTensors([data, data])
    await fromDataset.adapt(rows.batch(4))
    rows.dispose()
    const arrays = adapted(data.arraySync())
    for (const other of [batches, fromDataset, arrays]) {
      expect(other.weights[0]!.read()).toBeAllclose(mean, { atol: 1e-5 })
      expect(other.weights[1]!.read()).toBeAllclose(variance, { atol: 1e-4 })
      expect(other(data)).toBeAllclose(whole(data), { atol: 1e-4 })
    }
    const back = Normalization({
      axis: [1, -1],
      invert: true,
      mean: mean.arraySync() as number[],
      variance: variance.arraySync() as number[],
    })
    expect(back(whole(data))).toBeAllclose(data, { atol: 1e-4 })
  })

  it('leaves no tensors, failing or not', async () => {
    const layer = adapted(data)
    await expectNoLeak(() => layer.adapt(data))
    await expectNoLeak(() => {
      const other = tf.zeros([2, 3, 5])
      expect(() => layer.adapt([data, other])).toThrow(/was built for .* Received: data of shape \(2, 3, 5\)/)
      other.dispose()
    })
    expect(() => layer.adapt([])).toThrow(/no values to adapt to/)
  })

  it('needs both of mean and variance, or data', () => {
    expect(() => Normalization({ mean: 1 })).toThrow(/together with variance/)
    expect(() => Normalization({ mean: 1, variance: 2 }).adapt(data)).toThrow(/left out to adapt/)
    expect(() => Normalization({ axis: 1 })(Input({ shape: [null, 3] }))).toThrow(/axis 1/)
  })
})

describe('CategoryEncoding', () => {
  it('encodes all integers along the last axis', () => {
    const x = tf.tensor3d([[[0, 1]], [[3, 3]]], [2, 1, 2], 'int32')
    const encoded = (outputMode: 'multi_hot' | 'count' | 'one_hot') => {
      const layer = CategoryEncoding(4, { outputMode })
      const y = layer(x)
      expect(layer.computeOutputShape(x.shape)).toEqual(y.shape)
      return y.arraySync()
    }
    expect(encoded('multi_hot')).toEqual([[[1, 1, 0, 0]], [[0, 0, 0, 1]]])
    expect(encoded('count')).toEqual([[[1, 1, 0, 0]], [[0, 0, 0, 2]]])
    expect((encoded('one_hot') as number[][][][])[1]![0]![1]).toEqual([0, 0, 0, 1])
  })

  it('refuses what is not in the vocabulary, and weights without counts', () => {
    expect(() => CategoryEncoding(4)(tf.tensor1d([1, 4], 'int32'))).toThrow(/from 0 to 3. Received: 4/)
    expect(() => CategoryEncoding(0)).toThrow(/numTokens must be a positive integer/)
    expect(() => CategoryEncoding(4, { outputMode: 'hot' as never })).toThrow(/one of one_hot/)
    const x = tf.tensor1d([1], 'int32')
    expect(() => CategoryEncoding(4)(x, { countWeights: tf.tensor1d([2]) })).toThrow(/outputMode "count"/)
  })
})

describe('Discretization', () => {
  it.each(readGolden<Golden>('preprocessing').Discretization.map((c) => [JSON.stringify(c.kwargs), c]))(
    'is that of Keras: %s',
    (_, c) => {
      const layer = layerFrom('Discretization', c.kwargs) as ReturnType<typeof Discretization>
      if (c.adapt) layer.adapt(toTensor(c.adapt))
      if (c.bin_boundaries_after_adapt)
        expect([...layer.binBoundaries!]).toBeAllclose(c.bin_boundaries_after_adapt)
      const x = toTensor(c.inputs)
      expect(layer(x)).toBeAllclose(c.output)
      expect(layer.computeOutputShape(x.shape)).toEqual(c.output.shape)
    },
  )

  it('finds quantiles of much data in batches', () => {
    const layer = Discretization({ numBins: 4, epsilon: 0.001 })
    const n = 10_000
    layer.adapt(Array.from({ length: 10 }, (_, i) => tf.randomUniform([n / 10], 0, 1, 'float32', i)))
    layer.binBoundaries!.forEach((b, i) => {
      expect(b).toBeCloseTo((i + 1) / 4, 1)
    })
    // what files hold after adapting can be made again
    const again = layerFrom('Discretization', layer.getConfig()) as ReturnType<typeof Discretization>
    expect(again.binBoundaries).toEqual(layer.binBoundaries)
  })

  it('needs boundaries, rising ones', () => {
    expect(() => Discretization()).toThrow(/binBoundaries must be given, or numBins/)
    expect(() => Discretization([1, 0])).toThrow(/rising/)
    expect(() => Discretization({ numBins: 3 })(tf.tensor1d([1]))).toThrow(/Call adapt/)
    expect(() => Discretization([0, 1]).adapt(tf.tensor1d([1]))).toThrow(/numBins must be given/)
  })
})
