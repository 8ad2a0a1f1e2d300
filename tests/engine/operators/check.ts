import { expect } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import type { Tolerance } from '../../harness/matchers.js'
import { type Nd, numericalGradient, randomNd } from './reference.js'

export interface OperatorCase {
  inputs: readonly Nd[]
  operator: (...tensors: tf.Tensor[]) => tf.Tensor
  reference: (...arrays: Nd[]) => Nd
  /** Inputs that are int32 or bool, and have no gradient. */
  dtypes?: Record<number, 'int32' | 'bool'>
  /** Exact gradients, for operators too large for numerical ones; false: none. */
  gradients?: false | ((dy: Nd, ...inputs: Nd[]) => Nd[])
  tolerance?: Tolerance
}

const toTensor = ({ shape, data }: Nd, dtype: 'float32' | 'int32' | 'bool' = 'float32') =>
  tf.tensor(Float32Array.from(data), [...shape]).cast(dtype)

/** Expects value and gradients of an operator to be those of the reference, and no tensor to be left behind. */
export function checkOperator({ inputs, operator, reference, ...rest }: OperatorCase): void {
  const { dtypes = {}, gradients, tolerance = { atol: 2e-6, rtol: 1e-5 } } = rest
  const before = tf.memory().numTensors
  tf.tidy(() => {
    const tensors = inputs.map((input, i) => toTensor(input, dtypes[i]))
    const expected = reference(...inputs)
    const value = operator(...tensors)
    expect(value.shape).toEqual([...expected.shape])
    expect(value).toBeAllclose(expected.data, tolerance)
    if (gradients === false) return
    const dy = randomNd(expected.shape, 99)
    const differentiable = inputs.map((_, i) => i).filter((i) => !dtypes[i])
    const function_ = (...xs: tf.Tensor[]) =>
      operator(...tensors.map((tensor, i) => (dtypes[i] ? tensor : xs[differentiable.indexOf(i)]!)))
    const found = tf.grads(function_)(
      differentiable.map((i) => tensors[i]!),
      toTensor(dy),
    )
    const wanted = gradients
      ? gradients(dy, ...inputs)
      : differentiable.map((i) => numericalGradient(reference, inputs, i, dy))
    for (const [i, gradient] of found.entries()) {
      expect(gradient.shape).toEqual([...wanted[i]!.shape])
      expect(gradient).toBeAllclose(wanted[i]!.data, { atol: 5e-6, rtol: 2e-5, ...tolerance })
    }
  })
  expect(tf.memory().numTensors).toBe(before)
}
