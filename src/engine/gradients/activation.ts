import { constantOf, indicator } from '../differentiable.js'
import { hasNativeKernels, runKernel } from '../ops/native.js'
import { tf } from '../tf.js'
import type { derivativeCodes } from '../wasm/activation.js'
import { isNestedGradient } from './nested.js'
import { replaceGradient } from './replace.js'

type Derived = keyof typeof derivativeCodes

/** dy times the derivative of an activation, from its output y. */
export function activationGrad(activation: Derived, dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  if (activation === 'linear') return dy
  if (hasNativeKernels()) return runKernel('KeratinActivationGrad', { dy, y }, { activation })
  if (activation === 'relu6')
    return tf.mul(
      dy,
      constantOf(y, (t) => indicator(tf.logicalAnd(tf.greater(t, 0), tf.less(t, 6)))),
    )
  // not step, which is NaN where y is
  if (activation === 'relu')
    return tf.mul(
      dy,
      constantOf(y, (t) => indicator(tf.greater(t, 0))),
    )
  if (activation === 'tanh') return tf.mul(dy, tf.sub(1, tf.square(y)))
  return tf.mul(dy, tf.mul(y, tf.sub(1, y)))
}

/** One pass over memory where TensorFlow.js takes two to four. */
export function registerActivationGradients(): void {
  for (const [kernelName, activation, compute] of [
    ['Relu', 'relu', tf.relu],
    // at 0 and at 6 TensorFlow.js has the slope of the inside
    ['Relu6', 'relu6', tf.relu6],
    ['Tanh', 'tanh', tf.tanh],
    ['Sigmoid', 'sigmoid', tf.sigmoid],
  ] as const) {
    replaceGradient({
      kernelName,
      inputsToSave: ['x'],
      outputsToSave: [true],
      // TensorFlow.js does not know how a saved output came about, so an outer gradient needs it computed again
      gradFunc: (dy, [x, y]) => ({
        x: () => activationGrad(activation, dy as tf.Tensor, isNestedGradient() ? compute(x!) : y!),
      }),
    })
  }
  replaceGradient({
    kernelName: 'KeratinActivationGrad',
    inputsToSave: ['dy', 'y'],
    gradFunc: (ddx, [dy, y], attrs) => {
      const { activation } = attrs as unknown as { activation: Derived }
      const outer = ddx as tf.Tensor
      return {
        dy: () => activationGrad(activation, outer, y!),
        y: () => {
          if (activation === 'relu' || activation === 'relu6') return tf.zerosLike(y!)
          const second = activation === 'tanh' ? tf.mul(y!, -2) : tf.sub(1, tf.mul(y!, 2))
          return tf.mul(tf.mul(outer, dy!), second)
        },
      }
    },
  })
}
