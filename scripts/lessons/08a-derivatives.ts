// Lesson 8a: derivatives of one variable: by differences, and by automatic differentiation
import { tf } from 'keratin'
import { linePlot } from 'keratin/plot'
import { compare, draw, show } from './board.js'

/** The central difference: (f(x + h) - f(x - h)) / 2h. JavaScript's numbers have 64 bits: h = 1e-4 is good. */
const derivative = (f: (x: number) => number, x: number, h = 1e-4) => (f(x + h) - f(x - h)) / (2 * h)

const f = (x: number) => 0.01 * x ** 2 + 0.1 * x
compare('derivative at 5', '0.1999999999990898', derivative(f, 5))
compare('derivative at 10', '0.2999999999986347', derivative(f, 10))

// automatic differentiation applies the rules of calculus to what was computed: no h, no difference
const automatic = tf.grad((x: tf.Tensor) => x.square().mul(0.01).add(x.mul(0.1)))
show('automatically at 5 and 10', automatic(tf.tensor([5, 10])))

// partial derivatives: all variables but one are held
compare(
  'of x0² + x1² by x0 at (3, 4)',
  '6.00000000000378',
  derivative((x0) => x0 ** 2 + 4 ** 2, 3),
)
compare(
  'of x0² + x1² by x1 at (3, 4)',
  '7.999999999999119',
  derivative((x1) => 3 ** 2 + x1 ** 2, 4),
)

// too small an h is no better: the difference drowns in rounding
for (const h of [1e-2, 1e-4, 1e-10, 1e-50]) show(`derivative at 5 with h = ${h}`, derivative(f, 5, h))

const x = Float64Array.from({ length: 101 }, (_, i) => i / 5)
const tangent = (x: number) => f(5) + derivative(f, 5) * (x - 5)
const lines = { 'f(x)': x.map(f), 'tangent at 5': x.map(tangent) }
await draw('08-tangent', linePlot(lines, { x, xLabel: 'x', title: 'A derivative is a slope' }))
