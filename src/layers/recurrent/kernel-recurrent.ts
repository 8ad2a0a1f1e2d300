import { type SequenceResult, tf } from '../../engine/index.js'
import type { CallContext } from '../../graph/call-context.js'
import type { Mask } from '../../graph/masks.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import type { Config } from '../../support/registry.js'
import type { RecurrentCell } from './kernel-cell.js'
import { Recurrent, type RecurrentOptions } from './recurrent.js'

/** What operators of the engine take beside inputs and weights. */
interface SequenceOptions {
  activation: string
  activationFn: (x: tf.Tensor) => tf.Tensor
  mask: Mask
  initialState: readonly tf.Tensor[] | null
  goBackwards: boolean
  zeroOutputForMask: boolean
  returnSequences: boolean
  returnState: boolean
  inputMask: tf.Tensor | null
  recurrentMask: tf.Tensor | null
}

/** What recurrent layers share that the engine computes whole: one operator for all steps. */
export abstract class KernelRecurrent<C extends RecurrentCell> extends Recurrent<C> {
  static override readonly floatSettings: readonly string[] = ['dropout', 'recurrent_dropout']
  constructor(options: RecurrentOptions, cell: C) {
    super(options, cell)
    this.inputSpec = { ndim: 3 }
  }

  get units(): number {
    return this.cell.units
  }

  override build(inputShape: Shapes): void {
    super.build(inputShape)
    this.inputSpec = { ndim: 3, axes: { [-1]: oneShape(inputShape).at(-1)! } }
  }

  /** The operator of the engine. */
  protected abstract operator(
    x: tf.Tensor3D,
    kernel: tf.Tensor2D,
    recurrentKernel: tf.Tensor2D,
    bias: tf.Tensor | null,
    options: SequenceOptions,
  ): SequenceResult

  protected override sequence(
    x: tf.Tensor,
    before: readonly tf.Tensor[] | undefined,
    mask: Mask,
    context: CallContext,
  ): SequenceResult {
    const { kernel, recurrentKernel, bias, activation } = this.cell
    const [batch, , inputs] = x.shape as [number, number, number]
    const masks = this.cell.dropoutMasks([batch, inputs], context)
    const same = masks.input?.shape[0] === 1
    const input = same ? tf.mul(x, tf.reshape(masks.input!, [batch, 1, inputs])) : x
    return this.operator(
      input as tf.Tensor3D,
      kernel.read() as unknown as tf.Tensor2D,
      recurrentKernel.read() as unknown as tf.Tensor2D,
      bias?.read() ?? null,
      {
        activation: activation.name,
        activationFn: activation.fn,
        mask,
        initialState: before ?? null,
        goBackwards: this.goBackwards,
        zeroOutputForMask: this.zeroOutputForMask,
        returnSequences: this.returnSequences,
        returnState: this.returnState || this.stateful,
        inputMask: same ? null : masks.input,
        recurrentMask: masks.recurrent,
      },
    )
  }

  override getConfig(): Config {
    const { name: _, trainable: __, dtype: ___, ...cell } = this.cell.getConfig()
    return { ...super.getConfig(), ...cell, ...this.activityRegularizerConfig }
  }
}
