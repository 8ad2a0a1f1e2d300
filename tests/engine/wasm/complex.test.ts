import { setEngine, tf } from 'keratin'
import { beforeAll, expect, it } from 'vitest'
import { withinTensors } from '../../harness/heap-guard.js'

beforeAll(() => setEngine('wasm'))

const list = (values: ArrayLike<number>) => Array.from(values, (x) => Math.round(x * 1e5) / 1e5 + 0)

it('complex numbers are made, read and taken apart', () => {
  const [z, real, imag, size] = withinTensors(() => {
    const made = tf.complex(tf.tensor1d([3, 1]), tf.tensor1d([4, 0]))
    return [made, tf.real(made), tf.imag(made), tf.abs(made)]
  })
  expect(z!.dtype).toBe('complex64')
  expect([z, real, imag, size].map((t) => list(t!.values))).toEqual([
    [3, 4, 1, 0],
    [3, 1],
    [4, 0],
    [5, 1],
  ])
})

it('they are computed with, and moved', () => {
  const given = withinTensors(() => {
    const z = tf.complex(tf.tensor1d([1, 2, 3]), tf.tensor1d([4, 5, 6]))
    return [
      tf.mul(z, z),
      tf.add(z, tf.ones([3])),
      tf.slice(z, 1, 2),
      tf.concat([z, z]),
      tf.reshape(z, [3, 1]),
    ]
  })
  expect(given.map(({ values }) => list(values))).toEqual([
    [-15, 8, -21, 20, -27, 36],
    [2, 4, 3, 5, 4, 6],
    [2, 5, 3, 6],
    [1, 4, 2, 5, 3, 6, 1, 4, 2, 5, 3, 6],
    [1, 4, 2, 5, 3, 6],
  ])
})

it('the Fourier transformation of real numbers comes back', () => {
  const x = tf.tensor1d([1, -2, 3, 0.5])
  const [spectrum, back, power] = withinTensors(() => {
    const f = tf.spectral.rfft(x)
    // the sum of the squares of all four frequencies is four times that of the numbers
    const energy = (t: tf.Tensor) =>
      tf.sum(tf.square(tf.abs(tf.spectral.fft(tf.complex(t, tf.zerosLike(t)))))) as tf.Scalar
    return [f, tf.spectral.irfft(f), energy(x)]
  })
  expect(list(spectrum!.values)).toEqual([2.5, 0, -2, 2.5, 5.5, 0])
  expect(list(back!.values)).toEqual([1, -2, 3, 0.5])
  expect(list(power!.values)).toEqual([57])
  x.dispose()
})
