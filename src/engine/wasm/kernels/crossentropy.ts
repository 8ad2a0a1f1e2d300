import { KeratinError } from '../../../support/errors.js'
import { tf } from '../../tf.js'
import type { KeratinWasmBackend } from '../backend.js'
import type { WasmKernel } from '../kernel.js'

/** Losses of rows of logits, and softmax - target. Targets are numbers for each class, or class numbers. */
export const softmaxCrossentropy: WasmKernel = {
  name: 'KeratinSoftmaxCrossentropy',
  run({ inputs, backend }) {
    const { logits, target, labels } = inputs
    const classes: number = logits.shape.at(-1)
    const outputs = [backend.output(logits.shape.slice(0, -1)), backend.output(logits.shape)] as const
    const rows = tf.util.sizeFromShape(outputs[0].shape)
    if (labels) checkLabels(backend, labels, classes)
    const targets = [target ? backend.address(target) : 0, labels ? backend.address(labels) : 0]
    const made = outputs.map((tensor) => backend.address(tensor))
    const work = rows * classes * 24
    backend.run('softmaxCrossentropy', work, backend.address(logits), ...targets, rows, classes, ...made)
    return [...outputs]
  },
}

function checkLabels(backend: KeratinWasmBackend, labels: tf.TensorInfo, classes: number): void {
  backend.inspect(labels, (values) => {
    const wrong = values.find((label) => label < 0 || label >= classes)
    if (wrong === undefined) return
    throw new KeratinError(
      'ARGUMENT',
      `sparse_categorical_crossentropy: targets must be class numbers from 0 to ${classes - 1}. Received: ${wrong}.`,
      { hint: `The last layer has ${classes} outputs: one is needed for each class, counted from 0.` },
    )
  })
}

/** Losses of single logits, and sigmoid - target. */
export const sigmoidCrossentropy: WasmKernel = {
  name: 'KeratinSigmoidCrossentropy',
  run({ inputs: { logits, target }, backend }) {
    const outputs = [backend.output(logits.shape), backend.output(logits.shape)] as const
    const n = tf.util.sizeFromShape(logits.shape)
    const made = outputs.map((tensor) => backend.address(tensor))
    backend.run('sigmoidCrossentropy', n * 64, backend.address(logits), backend.address(target), n, ...made)
    return [...outputs]
  },
}

/** Rows of the last axis, each times its factor. */
export const scaleRows: WasmKernel = {
  name: 'KeratinScaleRows',
  run({ inputs: { x, factors }, backend }) {
    const y = backend.output(x.shape)
    const rows = tf.util.sizeFromShape(factors.shape)
    const n = x.shape.at(-1)
    const [from, by, to] = [x, factors, y].map((tensor) => backend.address(tensor)) as [
      number,
      number,
      number,
    ]
    backend.run('scaleRows', rows * n * 8, from, by, rows, n, to)
    return y
  },
}
