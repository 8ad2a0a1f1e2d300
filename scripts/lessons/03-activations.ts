// Lesson 3: activations: step, sigmoid, tanh, ReLU, identity and softmax, and why they must not be linear
import { activations, tf } from 'keratin'
import { linePlot } from 'keratin/plot'
import { compare, draw, show } from './board.js'

const { sigmoid, relu, tanh, linear, softmax } = activations

/** The perceptron's own: 1 above 0. */
const step = (x: tf.Tensor) => x.greater(0).toInt()
compare('step of [3, -6, 4, -1]', '[1, 0, 1, 0]', step(tf.tensor([3, -6, 4, -1])))

show('sigmoid of [4, 6, -2, -1, 2]', sigmoid([4, 6, -2, -1, 2]))
compare('sigmoid(1)', '0.731', sigmoid(1))
compare('sigmoid(7)', '0.99908895', sigmoid(7))
show('ReLU of [4, 6, -2, -1, 2]', relu([4, 6, -2, -1, 2]))
show('identity of [4, 6, -2, -1, 2]', linear([4, 6, -2, -1, 2]))

// softmax makes probabilities: positive, of sum 1, in the order of the scores
compare('softmax of [0.3, 2.9, 4.0]', '[0.01821127, 0.24519181, 0.73659691]', softmax([0.3, 2.9, 4.0]))
compare('their sum', '1.0', softmax([0.3, 2.9, 4.0]).sum())
// the order stays, so that the answer is the same without it, and what only predicts may leave it out
show(
  'the greatest before and after',
  [tf.argMax([0.3, 2.9, 4.0]), tf.argMax(softmax([0.3, 2.9, 4.0]))].map((t) => t.dataSync()[0]),
)

// exp(1010) is beyond all numbers: the greatest score is taken off first, which changes nothing in the result
const scores = tf.tensor([1010, 1000, 990])
show('exp of [1010, 1000, 990] divided by its sum', scores.exp().div(scores.exp().sum()))
compare('softmax of [1010, 1000, 990]', '[9.99954600e-01, 4.53978686e-05, 2.06106005e-09]', softmax(scores))

// of a batch each row alone; the text's own code divides by the sum over the whole batch, so that no row sums to 1
const batch = tf.tensor([
  [0.3, 2.9, 4.0],
  [1010, 1000, 990],
])
show('softmax of a batch', softmax(batch))
show('the sum of each row', softmax(batch).sum(1))

// with a linear activation h(x) = c x three layers are c³ x: what one layer does as well
const c = 0.5
const h = (x: tf.Tensor) => x.mul(c)
show('h(h(h(x))) of [1, 2]', h(h(h(tf.tensor([1, 2])))))
show('c³ x of [1, 2]', tf.tensor([1, 2]).mul(c ** 3))

const x = tf.linspace(-5, 5, 201)
const lines = { step: step(x), sigmoid: sigmoid(x), tanh: tanh(x), ReLU: relu(x) }
await draw('03-activations', linePlot(lines, { x, title: 'Activations', xLabel: 'x', yRange: [-1.2, 2.2] }))
