// Lesson 8c: gradient descent: step by step downhill, drawn over contours; learning rates that are too large or small
import { tf } from 'keratin'
import { contourPlot } from 'keratin/plot'
import { compare, draw, show } from './board.js'

const f = (x: tf.Tensor) => x.square().sum()
const slope = tf.grad(f)

/** Goes against the gradient, so many steps; gives all points on the way. */
function descend(from: number[], learningRate: number, steps = 100): number[][] {
  let x = tf.tensor(from)
  const path = [from]
  for (let step = 0; step < steps; step++) {
    x = tf.tidy(() => x.sub(slope(x).mul(learningRate)))
    path.push(Array.from(x.dataSync()))
  }
  return path
}

const path = descend([3, 4], 0.1)
compare('from (3, 4), rate 0.1, 100 steps', '[6.111e-10, 8.148e-10]', path.at(-1))
compare('from (-3, 4)', '[-6.11110793e-10, 8.14814391e-10]', descend([-3, 4], 0.1).at(-1))

// too large a rate leaps 19 times as far with every step, at last beyond all numbers; the text ends at about 1e13, but
// only because its numerical gradient loses its digits on the way
show('rate 10, after one step', descend([-3, 4], 10, 1).at(-1))
show('rate 10, after 100 steps', descend([-3, 4], 10).at(-1))
// too small a rate hardly moves; in float32 it does not move at all
compare('rate 1e-10', '[-2.99999994, 3.99999992]', descend([-3, 4], 1e-10).at(-1))

const [x, y] = [path.map(([x]) => x!), path.map(([, y]) => y!)]
const picture = contourPlot((x, y) => x ** 2 + y ** 2, {
  title: 'Gradient descent on x0² + x1²',
  xLabel: 'x0',
  yLabel: 'x1',
  xRange: [-4.5, 4.5],
  yRange: [-4.5, 4.5],
  levels: [1, 4, 9, 16, 25],
  series: [{ x, y, label: 'rate 0.1', draw: 'both', color: '#d55e00' }],
  width: 480,
  height: 420,
})
await draw('08-gradient-descent', picture)
