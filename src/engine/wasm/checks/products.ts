import { showShape } from '../../../support/errors.js'
import { tf } from '../../tf.js'
import { type Check, refusal } from './refuse.js'

const matrices: Check = ({ inputs: { a, b }, attrs }) => {
  const [first, second] = [a.shape, b.shape] as [number[], number[]]
  const received = `${showShape(first)} and ${showShape(second)}`
  if (first.length < 2 || second.length < 2) {
    throw refusal('matMul', 'both operands must have at least two axes', received, 'SHAPE')
  }
  const inner = attrs.transposeA ? first.at(-2) : first.at(-1)
  const outer = attrs.transposeB ? second.at(-1) : second.at(-2)
  if (inner !== outer) {
    throw refusal('matMul', `inner shapes (${inner}) and (${outer}) must match`, received, 'SHAPE')
  }
}

const sameSizes =
  (operator: string, ...names: string[]): Check =>
  ({ inputs }) => {
    const given = names.flatMap((name) => (inputs[name] ? [inputs[name].shape as number[]] : []))
    const sizes = given.map((shape) => tf.util.sizeFromShape(shape))
    if (sizes.every((size) => size === sizes[0])) return
    throw refusal(
      operator,
      `${names.join(', ')} must be of one size`,
      given.map(showShape).join(', '),
      'SHAPE',
    )
  }

const notByZero =
  (operator: string): Check =>
  ({ inputs: { b }, backend }) => {
    if (b.dtype !== 'int32') return
    backend.inspect(b, (values) => {
      if (values.includes(0)) throw refusal(operator, 'integers cannot be divided by zero', 'a divisor of 0')
    })
  }

/** Kernels whose operands must fit together. */
export const productChecks: Record<string, Check> = {
  FloorDiv: notByZero('floorDiv'),
  Mod: notByZero('mod'),
  BatchMatMul: matrices,
  _FusedMatMul: matrices,
  FusedBatchNorm({ inputs }) {
    const channels: number = inputs.x.shape.at(-1)
    for (const name of ['mean', 'variance', 'offset', 'scale']) {
      const tensor: tf.TensorInfo | undefined = inputs[name]
      if (!tensor) continue
      const size = tf.util.sizeFromShape(tensor.shape)
      if (size === channels || size === 1 || size === tf.util.sizeFromShape(inputs.x.shape)) continue
      const expected = `${name} must have one number for each of ${channels} channels`
      throw refusal('batchNorm', expected, showShape(tensor.shape), 'SHAPE')
    }
  },
  KeratinActivationGrad: sameSizes('gradient of an activation', 'dy', 'y'),
  KeratinOptimizerUpdate({ inputs }) {
    const { squares: _, ...others } = inputs as Record<string, tf.TensorInfo>
    sameSizes('optimizer update', ...Object.keys(others))({ inputs: others } as never)
  },
}
