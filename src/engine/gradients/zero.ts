import { tf } from '../tf.js'
import { replaceGradient } from './replace.js'

/** Kernels whose results are steps: nothing flows back through them, as in TensorFlow. By the names of their inputs. */
const steps: readonly (readonly [inputs: readonly string[], kernels: readonly string[]])[] = [
  [
    ['a', 'b'],
    [
      ...['BitwiseAnd', 'Equal', 'Greater', 'GreaterEqual', 'Less', 'LessEqual'],
      ...['LogicalAnd', 'LogicalOr', 'LogicalXor', 'NotEqual'],
    ],
  ],
  [['x'], ['All', 'Any', 'ArgMax', 'ArgMin', 'IsFinite', 'IsInf', 'IsNan', 'LogicalNot', 'Unique']],
]

/** TensorFlow.js has no gradients of comparisons and their like, and throws where a loss goes through one. */
export function registerZeroGradients(): void {
  for (const [names, kernels] of steps) {
    for (const kernelName of kernels) {
      replaceGradient({
        kernelName,
        inputsToSave: [...names],
        gradFunc: (_dy, saved) =>
          Object.fromEntries(names.map((name, i) => [name, () => tf.zeros(saved[i]!.shape)])),
      })
    }
  }
  // tf.div of integers is this kernel, too, and keeps the gradient of a division
  const floorDiv = tf.getGradient('FloorDiv')
  replaceGradient({
    ...floorDiv,
    gradFunc: (dy, saved, attrs) => {
      if (saved.some(({ dtype }) => dtype !== 'float32')) return floorDiv.gradFunc(dy, saved, attrs)
      return { a: () => tf.zeros(saved[0]!.shape), b: () => tf.zeros(saved[1]!.shape) }
    },
  })
  // its gradient of the indices are the indices, which are no floats
  const gather = tf.getGradient('GatherV2')
  replaceGradient({
    ...gather,
    gradFunc: (dy, saved, attrs) => ({
      ...gather.gradFunc(dy, saved, attrs),
      indices: () => tf.zeros(saved[1]!.shape),
    }),
  })
}
