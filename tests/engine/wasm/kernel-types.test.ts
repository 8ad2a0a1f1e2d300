import { setEngine, tf } from 'keratin'
import { beforeAll, describe, expect, it } from 'vitest'
import { withinTensors } from '../../harness/heap-guard.js'
import type { KernelCase } from '../../harness/kernel-case.js'
import { kernelCases } from '../../harness/kernel-cases.js'
import { drawAnywhere } from '../../harness/share.js'

beforeAll(() => setEngine('wasm'))

type Dtype = 'float32' | 'int32' | 'bool'

/** Numbers that come the same each time; integers are powers of two, whose products are exact as floats, too. */
function numbers(n: number, dtype: Dtype): number[] {
  let state = 7
  const next = () => {
    state = (state * 16807) % 2147483647
    return state / 2147483647
  }
  const integers = [-2, -1, 1, 2]
  return Array.from({ length: n }, () => {
    if (dtype === 'float32') return Math.fround((next() - 0.5) * 8)
    return dtype === 'int32' ? integers[Math.floor(next() * 4)]! : Number(next() < 0.5)
  })
}

/** The inputs of a case as tensors. */
function inputsOf({ inputs }: KernelCase, dtype: Dtype): Record<string, tf.Tensor> | tf.Tensor[] {
  const made = Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => {
      if (!Array.isArray(input)) return [name, tf.tensor(input.values, input.shape, input.dtype)]
      return [name, tf.tensor(numbers(tf.util.sizeFromShape(input), dtype), input, dtype)]
    }),
  )
  const names = Object.keys(made)
  return names.length > 0 && names.every((name) => /^\d+$/.test(name)) ? Object.values(made) : made
}

const run = (kernel: string, c: KernelCase, dtype: Dtype) =>
  tf.engine().runKernel(kernel, inputsOf(c, dtype) as never, (c.attrs ?? {}) as never) as tf.TensorContainer

/** What the plain JavaScript engine gives, or the error that it throws. */
async function onCpu(kernel: string, c: KernelCase, dtype: Dtype) {
  await setEngine('cpu')
  try {
    return tf.tidy(() =>
      [run(kernel, c, dtype)].flat().map((tensor) => {
        const { shape, dtype: type } = tensor as tf.Tensor
        return { shape, dtype: type, values: (tensor as tf.Tensor).dataSync() }
      }),
    ) as unknown as { shape: number[]; dtype: string; values: ArrayLike<number> }[]
  } catch (error) {
    return error as Error
  } finally {
    await setEngine('wasm')
  }
}

const isDrawn = drawAnywhere('kernel types', 4)

describe.each(Object.entries(kernelCases).filter(isDrawn))('%s', (name, cases) => {
  const kernel = name.split(' ')[0]!
  it.each(['float32', 'int32', 'bool'] as const)(
    'of %s stays within its tensors and is right',
    async (dtype) => {
      for (const c of cases) {
        if (c.types && !c.types.includes(dtype)) continue
        if (c.unjudged) {
          withinTensors(() => run(kernel, c, dtype))
          continue
        }
        const expected = await onCpu(kernel, c, dtype)
        if (expected instanceof Error) {
          expect(() => withinTensors(() => run(kernel, c, dtype)), `${expected.message}`).toThrow()
          continue
        }
        const given = withinTensors(() => run(kernel, c, dtype))
        const told = JSON.stringify(c.inputs).slice(0, 200)
        expect(
          given.map(({ shape, dtype: type }) => ({ shape, type })),
          told,
        ).toEqual(expected.map(({ shape, dtype: type }) => ({ shape, type })))
        given.forEach(({ values }, i) => {
          const wanted = expected[i]!.values
          for (let j = 0; j < wanted.length; j++) {
            const near = Math.abs(values[j]! - wanted[j]!) <= 2e-5 * Math.max(1, Math.abs(wanted[j]!))
            if (near || Object.is(values[j], wanted[j])) continue
            if (Number.isNaN(values[j]) && Number.isNaN(wanted[j])) continue
            expect(values[j], `${told}: output ${i}[${j}]`).toBe(wanted[j])
          }
        })
      }
    },
  )
})

it('every kernel that the backend or the cpu backend has, but those of texts and chance, is tried', () => {
  const without =
    /^(Keratin|String|Ragged|Multinomial|Complex|FFT|IFFT|Imag|Real$|StaticRegex|Draw|Cast$|NonMaxSuppression)/
  const tried = new Set(Object.keys(kernelCases).map((name) => name.split(' ')[0]))
  const missing = tf
    .getKernelsForBackend('wasm')
    .map(({ kernelName }) => kernelName)
    .filter((name) => !tried.has(name) && !without.test(name))
  expect(missing).toEqual([])
})
