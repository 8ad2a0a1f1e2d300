// Lesson 2: the perceptron: AND, NAND and OR by weights and a threshold, XOR by two layers
import { gather, tf } from 'keratin'
import { contourPlot } from 'keratin/plot'
import { compare, draw } from './board.js'

// all pairs of two bits, one in each row
const pairs = tf.tensor([
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
])

/** 1 where w1 x1 + w2 x2 is above the threshold; -threshold is what later chapters call the bias. */
const perceptron = (x: tf.Tensor, weights: number[], threshold: number) =>
  x.mul(weights).sum(1).greater(threshold).toInt()

const and = (x: tf.Tensor) => perceptron(x, [0.5, 0.5], 0.7)
const nand = (x: tf.Tensor) => perceptron(x, [-0.5, -0.5], -0.7)
const or = (x: tf.Tensor) => perceptron(x, [0.5, 0.5], 0.2)

compare('AND', '[0, 0, 0, 1]', and(pairs))
compare('NAND', '[1, 1, 1, 0]', nand(pairs))
compare('OR', '[0, 1, 1, 1]', or(pairs))

// no straight line parts the pairs as XOR does, but two layers do: NAND and OR, then AND of both
const xor = (x: tf.Tensor) => and(tf.stack([nand(x), or(x)], 1))
compare('XOR', '[0, 1, 1, 0]', xor(pairs))

// every perceptron parts the plane by a line: here OR's (at 0) on the left of its threshold and above
const sides = [0, 1].map((value) => {
  const side = [...or(pairs).dataSync().entries()].filter(([, v]) => v === value).map(([i]) => i)
  const points = gather(pairs, side)
  const [x, y] = [0, 1].map((axis) => gather(points, axis, { axis: 1 }))
  return { x: x!, y: y!, label: `OR is ${value}`, draw: 'points' as const }
})
const line = contourPlot((x, y) => 0.5 * x + 0.5 * y - 0.2, {
  title: 'OR parts the plane by a line',
  xRange: [-0.5, 1.5],
  yRange: [-0.5, 1.5],
  levels: [0],
  series: sides,
  width: 420,
})
await draw('02-or', line)
