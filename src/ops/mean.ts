import { tf } from '../engine/index.js'
import { Operation } from '../graph/operation.js'
import { isSymbolic, type SymbolicTensor } from '../graph/symbolic.js'
import { checkedOptions } from '../support/options.js'
import type { Config } from '../support/registry.js'
import { type Operand, tensorOf } from './operand.js'

export interface ReduceOptions {
  /** Along which axes; negative ones count from the end. Default: all. */
  axis?: number | readonly number[] | null
  /** Whether reduced axes stay with extent 1. Default false. */
  keepdims?: boolean
}

const compute = (x: Operand, { axis, keepdims = false }: ReduceOptions): tf.Tensor =>
  tf.mean(tensorOf(x), axis === null ? undefined : (axis as number | number[]), keepdims)

export class Mean extends Operation {
  static override readonly className = 'Mean'
  static override readonly module = 'keras.src.ops.numpy'
  readonly axis: ReduceOptions['axis']
  readonly keepdims: boolean

  constructor({ axis = null, keepdims = false, name }: ReduceOptions & { name?: string } = {}) {
    super({ name })
    this.axis = axis
    this.keepdims = keepdims
  }

  override call(x: Operand): tf.Tensor {
    return compute(x, this)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), axis: this.axis, keepdims: this.keepdims }
  }
}

/**
 * The mean along axes.
 *
 * Formula: `sum(x) / n`.
 *
 * @param options.axis along which axes; negative ones count from the end. Default: all
 * @param options.keepdims whether reduced axes stay with extent 1. Default false
 *
 * Input shape: any. Output shape: that of the input without the axes.
 *
 * @example const y = ops.mean(x, { axis: 1 })
 * @see https://keras.io/api/ops/numpy/#mean-function
 */
export function mean(x: SymbolicTensor, options?: ReduceOptions): SymbolicTensor
export function mean(x: tf.Tensor | tf.TensorLike, options?: ReduceOptions): tf.Tensor
export function mean(x: Operand, given?: ReduceOptions): unknown {
  const options = checkedOptions<ReduceOptions>('ops.mean', given)
  return isSymbolic(x) ? new Mean(options).symbolicCall(x) : compute(x, options)
}
