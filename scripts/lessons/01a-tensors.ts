// Lesson 1a: tensors: how they look, what is in them, and how to take parts of them
import { booleanMask, gather, tf, toArray } from 'keratin'
import { compare, show } from './board.js'

// a number, a row, a table, a cube; the rank is the number of axes
const scalar = tf.scalar(12)
const vector = tf.tensor([12, 3, 6, 14])
const matrix = tf.tensor([
  [5, 78, 2, 34, 0],
  [6, 79, 3, 35, 1],
  [7, 80, 4, 36, 2],
])
const cube = tf.stack([matrix, matrix, matrix])
for (const x of [scalar, vector, matrix, cube]) show(`rank ${x.rank}, dtype ${x.dtype}, shape`, x.shape)

// integers stay integers, and texts and booleans are tensors, too
show('int32', tf.tensor([12, 3, 6, 14], [4], 'int32'))
show('strings', tf.tensor(['deep', 'learning']))
show('booleans', vector.greater(5))

// elements, rows, columns, steps
const X = tf.tensor(
  [
    [51, 55],
    [14, 19],
    [0, 4],
  ],
  [3, 2],
  'int32',
)
compare('X', '[[51, 55], [14, 19], [0, 4]]', X)
compare('the first row', '[51, 55]', gather(X, 0))
compare('element [0][1]', '55', gather(gather(X, 0), 1))
const rows: number[][] = toArray(X)
for (const row of rows) console.log('a row in a loop:', row)
show('the second column', gather(X, 1, { axis: 1 }))
show('rows 1 to the end', X.slice(1))
show('every second of ten numbers', tf.range(0, 10).stridedSlice([0], [10], [2]))
show('columns from 1 on, of the matrix', matrix.slice([0, 1], [-1, -1]))

// by position, and by a condition
const flat = X.flatten()
compare('X flattened', '[51, 55, 14, 19, 0, 4]', flat)
compare('its elements 0, 2 and 4', '[51, 14, 0]', gather(flat, [0, 2, 4]))
compare('X > 15', '[true, true, false, true, false, false]', flat.greater(15))
compare('its elements above 15', '[51, 55, 19]', booleanMask(flat, flat.greater(15)))
show('strings by position', gather(['cat', 'dog', 'owl'], [2, 0]))
