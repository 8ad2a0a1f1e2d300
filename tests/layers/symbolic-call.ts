import { expect } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { ForwardPass } from '../../src/graph/forward-pass.js'
import type { Shape } from '../../src/graph/shape.js'
import { placeholder, type SymbolicTensor, type TensorSpec } from '../../src/graph/symbolic.js'
import type { Layer, Masks, Tensors } from '../../src/layers/index.js'
import { decode, type GoldenTensor, toTensor } from '../harness/golden.js'

/** What Keras gives for one golden case; null where it refuses. */
export interface KerasSpecs {
  id: string
  dtypes: Record<'int32' | 'bool', { dtypes: string[]; sums: number[] | null } | null>
  shapes: Record<'batch' | 'others', (number | null)[][] | null>
}

interface Prepared {
  layer: Layer
  inputs: Tensors
  mask: Masks
  kwargs: Record<string, unknown>
}

interface SymbolicCase {
  tensors: Record<string, GoldenTensor>
  channelsFirst: boolean
  /** A new layer, built for tensors, real or symbolic, and what it is called with. */
  prepare: (tensors: Record<string, tf.Tensor>) => Prepared
  keras: KerasSpecs | undefined
}

/** There is no float64 and no int64 here. */
const engineType = (dtype: string) => dtype.replace('64', '32')

const mapped = <T, U>(record: Record<string, T>, f: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value)]))

/** The tensor with floats made integers or booleans, as scripts/tools/golden_dtypes.py makes them. */
function as(golden: GoldenTensor, dtype: 'int32' | 'bool' | undefined): tf.Tensor {
  if (!dtype || golden.dtype !== 'float32') return toTensor(golden)
  const whole = (v: number) => (Number.isFinite(v) ? Math.round(Math.abs(v) * 5) : Number.isNaN(v) ? 0 : 9)
  const values = (decode(golden).values as number[]).map(whole)
  return tf.tensor(dtype === 'bool' ? values.map((v) => v > 1) : values, golden.shape, dtype)
}

/** Shape, dtype, and the sum of the values times the cosines of their places. */
function eagerSpecs({ layer, inputs, mask, kwargs }: Prepared): (TensorSpec & { sum: number })[] {
  const pass = new ForwardPass(false)
  try {
    return [layer.run(inputs, pass, mask, kwargs).output].flat().map((y) => {
      const values = [...(y.dataSync() as Float32Array)]
      return { shape: [...y.shape], dtype: y.dtype, sum: values.reduce((s, v, i) => s + v * Math.cos(i), 0) }
    })
  } finally {
    pass.discard()
  }
}

function symbolicSpecs(c: SymbolicCase, tensors: Record<string, SymbolicTensor>): TensorSpec[] {
  const { layer, inputs, mask, kwargs } = c.prepare(tensors as unknown as Record<string, tf.Tensor>)
  return [layer.computeOutputSpec([inputs], mask ? { ...kwargs, mask } : kwargs)].flat().map(specOf)
}

const specOf = ({ shape, dtype }: TensorSpec): TensorSpec => ({ shape: [...shape], dtype })

/** What a function gives, or the error that it throws. */
function outcome<T>(f: () => T): { value: T } | { error: unknown } {
  try {
    return { value: f() }
  } catch (error) {
    return { error }
  }
}

/**
 * As Keras' `run_layer_test`: a symbolic call tells the shapes and dtypes that a real one gives, for floats, integers
 * and booleans; where sizes are not known it tells those of Keras.
 */
export function checkSymbolic(c: SymbolicCase): void {
  for (const dtype of [undefined, 'int32', 'bool'] as const) {
    const tensors = mapped(c.tensors, (t) => as(t, dtype))
    const eager = outcome(() => eagerSpecs(c.prepare(tensors)))
    const expected = dtype && c.keras?.dtypes[dtype]
    if ('error' in eager) {
      // what Keras takes is taken here
      if (expected || !dtype) throw eager.error
      continue
    }
    const where = `for ${dtype ?? 'float32'}`
    if (expected) {
      expect(
        eager.value.map((spec) => spec.dtype),
        `dtypes of Keras ${where}`,
      ).toEqual(expected.dtypes.map(engineType))
      const sums = eager.value.map((spec) => spec.sum)
      if (expected.sums)
        expect(sums, `values of Keras ${where}`).toBeAllclose(expected.sums, { atol: 1e-3, rtol: 1e-4 })
    }
    const symbols = mapped(tensors, ({ shape, dtype }) => placeholder({ shape, dtype }))
    expect(symbolicSpecs(c, symbols), `symbolic call ${where}`).toEqual(eager.value.map(specOf))
  }
  const eager = eagerSpecs(c.prepare(mapped(c.tensors, (t) => toTensor(t)))).map(specOf)
  const channels = (rank: number) => (c.channelsFirst ? 1 : rank - 1)
  const unknown = {
    batch: (axis: number) => axis === 0,
    others: (axis: number, rank: number) => axis === 0 || axis !== channels(rank),
  }
  for (const [which, isUnknown] of Object.entries(unknown) as ['batch' | 'others', typeof unknown.others][]) {
    const symbols = mapped(c.tensors, (t) => {
      const { shape, dtype } = toTensor(t)
      return placeholder({ shape: shape.map((d, i) => (isUnknown(i, shape.length) ? null : d)), dtype })
    })
    const expected = c.keras?.shapes[which]
    const symbolic = outcome(() => symbolicSpecs(c, symbols))
    if ('error' in symbolic) {
      if (expected) throw symbolic.error
      continue
    }
    const where = `with ${which === 'batch' ? 'the batch' : 'all axes but channels'} unknown`
    const agrees = symbolic.value.map(({ shape, dtype }, i) => ({
      shape: shape.map((d, axis) => d ?? eager[i]?.shape[axis]),
      dtype,
    }))
    expect(agrees, `symbolic call ${where}`).toEqual(eager)
    // what is known to Keras is known here
    if (expected) {
      const unknown = (shapes: readonly Shape[]) =>
        shapes.map((s, i) => s.filter((d, j) => d === null && expected[i]![j] !== null))
      expect(
        unknown(symbolic.value.map((spec) => spec.shape)).flat(),
        `unknown ${where}, known to Keras`,
      ).toEqual([])
    }
  }
}
