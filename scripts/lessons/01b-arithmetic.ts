// Lesson 1b: arithmetic with tensors: element by element, broadcasting, dot products, argMax
import { tf } from 'keratin'
import { compare, show } from './board.js'

// element by element, whatever the shape
const [x, y] = [tf.tensor([1, 2, 3]), tf.tensor([2, 4, 6])]
compare('x + y', '[3, 6, 9]', x.add(y))
compare('x - y', '[-1, -2, -3]', x.sub(y))
compare('x * y', '[2, 8, 18]', x.mul(y))
compare('x / y', '[0.5, 0.5, 0.5]', x.div(y))
const A = tf.tensor([
  [1, 2],
  [3, 4],
])
const B = tf.tensor([
  [3, 0],
  [0, 6],
])
compare('A + B', '[[4, 2], [3, 10]]', A.add(B))
compare('A * B', '[[3, 0], [0, 24]]', A.mul(B))

// broadcasting: what is smaller is repeated along the axes it lacks
compare('A * 10', '[[10, 20], [30, 40]]', A.mul(10))
compare('A * [10, 20]', '[[10, 40], [30, 80]]', A.mul([10, 20]))
show('A * a column of 10 and 20', A.mul([[10], [20]]))

// dot products: rows times columns; the inner axes must be equally long
const P = tf.tensor([
  [3, 2, 1],
  [6, 5, 4],
])
const Q = tf.tensor([
  [1, 2],
  [3, 4],
  [5, 6],
])
compare('P · Q', '[[14, 20], [41, 56]]', tf.dot(P, Q))
compare('Q · [7, 8]', '[23, 53, 83]', tf.dot(Q, tf.tensor([7, 8])))
try {
  tf.dot(P, A)
} catch (error) {
  console.log('P · A has no meaning:', (error as Error).message)
}

// where the greatest is along an axis: what a network answers for each of four samples
const answers = tf.tensor([
  [0.1, 0.8, 0.1],
  [0.3, 0.1, 0.6],
  [0.2, 0.5, 0.3],
  [0.8, 0.1, 0.1],
])
compare('argMax of each row', '[1, 2, 1, 0]', answers.argMax(1))
show('argMax of each column', answers.argMax(0))
const right = answers.argMax(1).equal([1, 2, 0, 0])
compare('equal to the labels [1, 2, 0, 0]', '[true, true, false, true]', right)
compare('right answers', '3', right.sum())
