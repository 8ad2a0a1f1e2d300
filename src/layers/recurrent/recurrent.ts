import { tf, Variable } from '../../engine/index.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { scopedPath } from '../auto-name.js'
import { type CallContext, Layer, type LayerOptions, type Mask, type Masks, type Tensors } from '../layer.js'
import { oneShape, type Shape, type Shapes } from '../shape.js'
import type { CallArguments } from '../symbolic.js'
import type { DropoutMasks, RecurrentCell } from './cell.js'
import { loop } from './loop.js'

export interface RecurrentOptions extends LayerOptions {
  /** Whether the output has a step for each input step, or is the last one. Default false. */
  returnSequences?: boolean
  /** Whether the last state is returned after the output. Default false. */
  returnState?: boolean
  /** Whether time is walked from the end. Default false. */
  goBackwards?: boolean
  /** Whether the last state of a batch is the first of the next. Default false. */
  stateful?: boolean
  /** Accepted for Keras' sake; it makes no difference here. Default false. */
  unroll?: boolean
  /** Whether the output at steps that do not count is zero, or the one before. Default false. */
  zeroOutputForMask?: boolean
}

/** The whole sequence, as asked for, and the last states. */
export interface SequenceResult {
  output: tf.Tensor
  states: tf.Tensor[]
}

/** What layers that run a cell over time share. */
export abstract class Recurrent<C extends RecurrentCell = RecurrentCell> extends Layer {
  override readonly supportsMasking = true
  readonly returnSequences: boolean
  readonly returnState: boolean
  readonly goBackwards: boolean
  readonly stateful: boolean
  readonly unroll: boolean
  readonly zeroOutputForMask: boolean
  #states: Variable[] = []

  constructor(
    options: RecurrentOptions,
    readonly cell: C,
  ) {
    super(options)
    this.returnSequences = options.returnSequences ?? false
    this.returnState = options.returnState ?? false
    this.goBackwards = options.goBackwards ?? false
    this.stateful = options.stateful ?? false
    this.unroll = options.unroll ?? false
    this.zeroOutputForMask = options.zeroOutputForMask ?? false
    this.inputSpec = { ndim: 3 }
  }

  override get sublayers(): Record<string, Layer> {
    return { cell: this.cell }
  }

  override build(inputShape: Shapes): void {
    const [batch, , inputs] = oneShape(inputShape)
    this.cell.ensureBuilt([batch ?? null, inputs ?? null])
    this.inputSpec = { ndim: 3, axes: { [-1]: inputs! } }
    if (!this.stateful) return
    if (batch == null) {
      throw new KeratinError(
        'SHAPE',
        `${this.className} "${this.name}" is stateful and needs a fixed batch size.`,
        {
          hint: 'Give it with Input({ shape, batchSize }).',
        },
      )
    }
    this.#states = this.cell.stateSizes.map((n, i) => {
      const state = new Variable({
        name: `state_${i}`,
        shape: [batch, n],
        trainable: false,
        initial: () => tf.zeros([batch, n]),
      })
      state.path = scopedPath(state.name)
      return state
    })
  }

  /** Runs the whole sequence in one go, where the engine can; undefined where it cannot. */
  protected wholeSequence(
    _x: tf.Tensor3D,
    _states: readonly tf.Tensor[] | undefined,
    _mask: Mask,
    _recurrentMask: tf.Tensor | undefined,
  ): SequenceResult | undefined {
    return undefined
  }

  override call(x: tf.Tensor, context: CallContext): Tensors {
    const { pass, kwargs } = context
    const mask = ([context.mask].flat()[0] ?? null) as Mask
    const given = this.#initialStates(kwargs)
    const before = given ?? (this.stateful ? this.#states.map((v) => pass.read(v)) : undefined)
    const masks = this.cell.dropoutMasks(x, context)
    const input = (masks.input ? tf.mul(x, tf.expandDims(masks.input, 1)) : x) as tf.Tensor3D
    const { output, states } =
      this.wholeSequence(input, before, mask, masks.recurrent) ??
      this.#stepByStep(
        input,
        before ?? this.cell.stateSizes.map((n) => tf.zeros([x.shape[0]!, n])),
        mask,
        masks,
      )
    if (this.stateful) {
      for (const [i, variable] of this.#states.entries()) pass.update(variable, states[i]!)
    }
    return this.returnState ? [output, ...states] : output
  }

  #stepByStep(x: tf.Tensor3D, before: readonly tf.Tensor[], mask: Mask, masks: DropoutMasks): SequenceResult {
    const { goBackwards, zeroOutputForMask } = this
    const step = (input: tf.Tensor, s: readonly tf.Tensor[]) => this.cell.step(input, s, masks)
    const { outputs, states } = loop(step, x, before, { mask, goBackwards, zeroOutputForMask })
    return { output: this.returnSequences ? tf.stack(outputs, 1) : outputs.at(-1)!, states }
  }

  #initialStates({ initialState, initial_state }: CallArguments): tf.Tensor[] | undefined {
    const given = initialState ?? initial_state
    if (given === undefined || given === null) return undefined
    const list = [given].flat() as tf.Tensor[]
    const { stateSizes } = this.cell
    if (list.length !== stateSizes.length) {
      throw argumentError(
        `${this.className} "${this.name}"`,
        `a list of ${stateSizes.length} tensors`,
        'initialState',
        `${list.length} tensors`,
      )
    }
    return list
  }

  override computeMask(_inputs: Tensors, mask: Masks): Masks {
    const own = this.returnSequences ? (([mask].flat()[0] ?? null) as Mask) : null
    return this.returnState ? [own, ...this.cell.stateSizes.map(() => null)] : own
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const [batch, steps] = oneShape(inputShape)
    const output: Shape = this.returnSequences ? [batch!, steps!, this.cell.units] : [batch!, this.cell.units]
    return this.returnState ? [output, ...this.cell.stateSizes.map((n) => [batch!, n])] : output
  }

  /** Sets the state of a stateful layer to zero. */
  resetStates(): void {
    tf.tidy(() => {
      for (const state of this.#states) state.assign(tf.zeros(state.shape as number[]))
    })
  }

  override dispose(): void {
    super.dispose()
    for (const state of this.#states) state.dispose()
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      return_sequences: this.returnSequences,
      return_state: this.returnState,
      go_backwards: this.goBackwards,
      stateful: this.stateful,
      unroll: this.unroll,
      zero_output_for_mask: this.zeroOutputForMask,
    }
  }
}

const ownOptions = new Set<string>([
  ...['returnSequences', 'returnState', 'goBackwards', 'stateful', 'unroll', 'zeroOutputForMask'],
  ...['name', 'weights', 'activityRegularizer', 'inputShape', 'batchInputShape', 'inputDim', 'inputLength'],
])

/** The options of a recurrent layer that are its cell's. */
export const cellOptions = <O extends object>(options: O): O =>
  Object.fromEntries(Object.entries(options).filter(([key]) => !ownOptions.has(key))) as O
