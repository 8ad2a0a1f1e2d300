import { describe, expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { type Node, SymbolicTensor as Symbolic, type SymbolicTensor } from '../../src/graph/symbolic.js'
import { Input, ops } from '../../src/index.js'
import { type GoldenTensor, goldenSuite, isGoldenTensor, readGolden, toTensor } from '../harness/golden.js'

interface Spec {
  shape: (number | null)[]
  dtype: string
}

interface OpCase {
  name: string
  args: unknown[]
  kwargs?: Record<string, unknown>
  outputs: GoldenTensor[]
  list: boolean
  /** Of the sum of all outputs, times cos of the place. */
  gradients?: (GoldenTensor | null)[]
  symbolic?: { inputs: Spec[]; outputs: Spec[] }[]
}

type Fn = (...all: unknown[]) => unknown

const find = (name: string): Fn | undefined =>
  name.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], ops) as
    | Fn
    | undefined

const isMarked = (value: unknown): value is { tensor: GoldenTensor } =>
  typeof value === 'object' && value !== null && isGoldenTensor((value as { tensor?: unknown }).tensor)

const special: Record<string, number> = {
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
}

/** The arguments with something in the place of each tensor. */
function fill(value: unknown, put: (tensor: GoldenTensor) => unknown): unknown {
  if (isMarked(value)) return put(value.tensor)
  if (Array.isArray(value)) return value.map((v) => fill(v, put))
  return typeof value === 'string' && value in special ? special[value] : value
}

/** The tensors in the arguments, in order. */
function tensorsIn(value: unknown): GoldenTensor[] {
  if (isMarked(value)) return [value.tensor]
  return Array.isArray(value) ? value.flatMap(tensorsIn) : []
}

function call({ name, args, kwargs }: OpCase, put: (tensor: GoldenTensor) => unknown): unknown {
  const options = kwargs && Object.fromEntries(Object.entries(kwargs).map(([k, v]) => [k, fill(v, put)]))
  return find(name)!(...(fill(args, put) as unknown[]), ...(options ? [options] : []))
}

const flat = (output: unknown) => [output].flat() as tf.Tensor[]
const dtypes: Record<string, string> = { int64: 'int32', float64: 'float32' }
const dtype = (name: string): string => dtypes[name] ?? name
const tolerance = { atol: 2e-5, rtol: 2e-5 }

function checkForward(c: OpCase): void {
  const outputs = flat(call(c, toTensor))
  expect(outputs).toHaveLength(c.outputs.length)
  outputs.forEach((y, i) => {
    expect(y, `output ${i}`).toBeAllclose(c.outputs[i]!, tolerance)
    expect(y.dtype, `dtype of output ${i}`).toBe(dtype(c.outputs[i]!.dtype))
  })
}

function checkGradients(c: OpCase): void {
  const golden = tensorsIn(c.args)
  const places = golden.flatMap((t, i) => (t.dtype === 'float32' ? [i] : []))
  const f = (...xs: tf.Tensor[]) => {
    const given = new Map(places.map((place, i) => [golden[place]!, xs[i]!]))
    const floats = flat(call(c, (t) => given.get(t) ?? toTensor(t))).filter((y) => y.dtype === 'float32')
    const terms = floats.map((y, n) =>
      tf.sum(tf.mul(y, tf.reshape(tf.cos(tf.add(tf.range(0, y.size), n)), y.shape))),
    )
    return terms.reduce((a, b) => tf.add(a, b)) as tf.Scalar
  }
  const found = tf.grads(f)(places.map((place) => toTensor(golden[place]!)))
  c.gradients!.forEach((expected, i) => {
    if (expected) expect(found[i], `gradient ${i}`).toBeAllclose(expected, { atol: 1e-4, rtol: 1e-4 })
  })
}

function checkSymbolic(c: OpCase): void {
  const golden = tensorsIn(c.args)
  for (const { inputs, outputs } of c.symbolic!) {
    const given = new Map<GoldenTensor, SymbolicTensor>()
    golden.forEach((t, i) => {
      // entries of graphs begin with a batch: these are tensors of any shape
      const { node } = Input({ shape: [] })
      given.set(t, new Symbolic(inputs[i]!.shape, dtype(inputs[i]!.dtype) as tf.DataType, node as Node, 0))
    })
    const found = call(c, (t) => given.get(t))
    const all = [found].flat() as SymbolicTensor[]
    expect(Array.isArray(found)).toBe(c.list)
    all.forEach((y, i) => {
      expect(y.shape, `shape of output ${i} for ${JSON.stringify(inputs)}`).toEqual(outputs[i]!.shape)
      expect(y.dtype, `dtype of output ${i}`).toBe(dtype(c.outputs[i]!.dtype))
    })
  }
}

goldenSuite<OpCase & { id?: string }>('ops', {
  needs: (c) => [c.name],
  has: (name) => find(name) !== undefined,
  run: (c) => {
    tf.tidy(() => {
      checkForward(c)
      if (c.gradients) checkGradients(c)
      if (c.symbolic) checkSymbolic(c)
    })
  },
})

interface Made {
  name: string
  args: unknown[]
  output: GoldenTensor
}

describe('tensors that are made', () => {
  it.each(
    readGolden<{ made: Made[] }>('ops').made.map((m) => [`${m.name}(${JSON.stringify(m.args)})`, m] as const),
  )('%s', (_, { name, args, output }) => {
    const y = find(name)!(...args) as tf.Tensor
    expect(y).toBeAllclose(output)
    expect(y.dtype).toBe(dtype(output.dtype))
    y.dispose()
  })
})
