import { tf } from '../tf.js'
import { replaceGradient } from './replace.js'

/** A list of one gradient arrives as that gradient alone, which the gradients of TensorFlow.js do not expect. */
const list = (dy: tf.Tensor | tf.Tensor[]): tf.Tensor[] => (Array.isArray(dy) ? dy : [dy])

/** Gradients of operators that cut a tensor into pieces, also into a single one. */
export function registerSplitGradients(): void {
  replaceGradient({
    kernelName: 'Unpack',
    gradFunc: (dy, _saved, attrs) => ({ value: () => tf.stack(list(dy), attrs.axis as number) }),
  })
  replaceGradient({
    kernelName: 'SplitV',
    gradFunc: (dy, _saved, attrs) => ({ x: () => tf.concat(list(dy), attrs.axis as number) }),
  })
}
