// Lesson 8b: gradients: by differences in numbers and in tensors, why h differs, and the trap of integers
import { tf } from 'keratin'
import { compare, show } from './board.js'

type Vector = Float64Array | Int32Array

/** All partial derivatives by central differences, in JavaScript's numbers of 64 bits. */
function gradient(f: (x: Vector) => number, x: Vector, h = 1e-4): number[] {
  return Array.from(x, (value, i) => {
    const moved = x.slice()
    moved[i] = value + h
    const above = f(moved)
    moved[i] = value - h
    return (above - f(moved)) / (2 * h)
  })
}

const squares = (x: Vector) => x[0]! ** 2 + x[1]! ** 2
compare('gradient of x0² + x1² at (3, 4)', '[6.0, 8.0]', gradient(squares, Float64Array.of(3, 4)))
compare('at (0, 2)', '[0.0, 4.0]', gradient(squares, Float64Array.of(0, 2)))
compare('at (3, 0)', '[6.0, 0.0]', gradient(squares, Float64Array.of(3, 0)))

// the trap: integers cannot hold 3.0001, so that the difference is that of 3 and 2, divided by next to nothing
show('of integers at (3, 4): wrong', gradient(squares, Int32Array.of(3, 4)))

// automatic differentiation needs no h
const slope = tf.grad((x: tf.Tensor) => x.square().sum())
show('automatically at (3, 4)', slope(tf.tensor([3, 4])))
show('automatically of integers', slope(tf.tensor([3, 4], [2], 'int32')))

/** The same by differences of tensors. */
function gradientOfTensors(f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor1D, h: number): tf.Tensor {
  const steps = tf.unstack(tf.eye(x.size).mul(h))
  return tf.stack(
    steps.map((step) =>
      f(x.add(step))
        .sub(f(x.sub(step)))
        .div(2 * h),
    ),
  )
}

// tensors have 32 bits, about 7 digits: f(3.0001) is 25.0006, of which 0.0006 has two or three digits left
const sum = (x: tf.Tensor) => x.square().sum()
const ofTensors = (h: number) => gradientOfTensors(sum, tf.tensor1d([3, 4]), h)
for (const h of [1e-2, 1e-3]) show(`in tensors with h = ${h} at (3, 4)`, ofTensors(h))
compare('in tensors with h = 0.0001', '[5.989, 8.001]', ofTensors(1e-4))
