import { tf } from '../tf.js'
import { replaceGradient } from './replace.js'

/** Operators whose results do not change with small changes of their inputs. */
const flat: Record<string, readonly string[]> = {
  Equal: ['a', 'b'],
  NotEqual: ['a', 'b'],
  Greater: ['a', 'b'],
  GreaterEqual: ['a', 'b'],
  Less: ['a', 'b'],
  LessEqual: ['a', 'b'],
  LogicalAnd: ['a', 'b'],
  LogicalOr: ['a', 'b'],
  LogicalNot: ['x'],
  IsNan: ['x'],
  IsInf: ['x'],
  IsFinite: ['x'],
  ArgMax: ['x'],
  ArgMin: ['x'],
  Any: ['x'],
  All: ['x'],
}

/**
 * The gradient of what depends on conditions is 0 in them, as in TensorFlow; TensorFlow.js refuses to go past a
 * comparison, so that `where(x > 0, x, 0)` had no gradient.
 */
export function registerConditionGradients(): void {
  for (const [kernelName, inputs] of Object.entries(flat)) {
    replaceGradient({
      kernelName,
      inputsToSave: [...inputs],
      gradFunc: (_dy, saved) =>
        Object.fromEntries(inputs.map((name, i) => [name, () => tf.zeros(saved[i]!.shape)])),
    })
  }
  const gather = tf.getGradient('GatherV2')
  replaceGradient({
    ...gather,
    gradFunc: (dy, saved, attrs) => ({
      ...gather.gradFunc(dy, saved, attrs),
      // TensorFlow.js gives the positions themselves, which are no floats
      indices: () => tf.zeros(saved[1]!.shape),
    }),
  })
  replaceGradient({
    kernelName: 'TopK',
    inputsToSave: ['x'],
    outputsToSave: [false, true],
    gradFunc: (dy, saved) => {
      const [dValues] = dy as tf.Tensor[]
      const [x, indices] = saved as [tf.Tensor, tf.Tensor]
      const places = tf.range(0, x.shape.at(-1)!, 1, 'int32')
      const rows = tf.cast(tf.equal(tf.expandDims(indices, -1), places), 'float32')
      return { x: () => tf.sum(tf.mul(rows, tf.expandDims(dValues!, -1)), -2) }
    },
  })
  replaceGradient({
    kernelName: 'Abs',
    inputsToSave: ['x'],
    // TensorFlow.js has -1 at 0
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(dy as tf.Tensor, tf.sign(x!)) }),
  })
}
