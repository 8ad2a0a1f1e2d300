import { overTime, type SequenceResult, tf, Variable } from '../../engine/index.js'
import { scopedPath } from '../../graph/auto-name.js'
import type { CallContext, Tensors } from '../../graph/call-context.js'
import { directCall } from '../../graph/direct-call.js'
import type { Mask, Masks } from '../../graph/masks.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import type { CallArguments } from '../../graph/symbolic.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { type OptionsOwner, optionNamesOf } from '../../support/option-names/index.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'
import type { Carried } from '../base/weight-owner.js'
import { type AnyCell, outputShape, stateShapes, stepper } from './cell.js'

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

/** What layers that run a cell over time share. */
export abstract class Recurrent<C extends AnyCell = AnyCell> extends Layer {
  static override readonly callOptions: readonly string[] = ['initialState']
  override readonly supportsMasking = true
  readonly returnSequences: boolean
  readonly returnState: boolean
  readonly goBackwards: boolean
  readonly stateful: boolean
  readonly unroll: boolean
  /** A Bidirectional around it sets it. */
  zeroOutputForMask: boolean
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
  }

  override build(inputShape: Shapes): void {
    const [batch, , ...features] = oneShape(inputShape)
    this.cell.ensureBuilt([batch ?? null, ...features])
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
    this.#states = stateShapes(this.cell).map((shape, i) => {
      const state = new Variable({
        name: `state_${i}`,
        shape: [batch, ...shape],
        trainable: false,
        initial: () => tf.zeros([batch, ...shape]),
      })
      state.path = scopedPath(state.name)
      return state
    })
  }

  /** The output over the whole sequence, and the last states if they are wanted. */
  protected sequence(
    x: tf.Tensor,
    before: readonly tf.Tensor[] | undefined,
    mask: Mask,
    context: CallContext,
  ): SequenceResult {
    const [batch, , ...features] = x.shape as [number, number, ...number[]]
    const step = stepper(this.cell, [batch, ...features], context)
    const initial = before ?? stateShapes(this.cell).map((shape) => tf.zeros([batch, ...shape]))
    const { goBackwards, zeroOutputForMask, returnSequences } = this
    return overTime(step, x, initial, { mask, goBackwards, zeroOutputForMask, returnSequences })
  }

  override call(x: tf.Tensor, context: CallContext = directCall()): Tensors {
    const { pass, kwargs } = context
    const mask = ([context.mask].flat()[0] ?? null) as Mask
    const given = this.#initialStates(kwargs)
    const before = given ?? (this.stateful ? this.#states.map((v) => pass.read(v)) : undefined)
    const { output, states } = this.sequence(x, before, mask, context)
    if (this.stateful) {
      for (const [i, variable] of this.#states.entries()) pass.update(variable, states[i]!)
    }
    return this.returnState ? [output, ...states] : output
  }

  #initialStates({ initialState, initial_state }: CallArguments): tf.Tensor[] | undefined {
    const given = initialState ?? initial_state
    if (given === undefined || given === null) return undefined
    const list = ([given] as unknown[]).flat(3) as tf.Tensor[]
    const wanted = stateShapes(this.cell).length
    if (list.length !== wanted) {
      throw argumentError(
        `${this.className} "${this.name}"`,
        `a list of length ${wanted}`,
        'initialState',
        `a list of length ${list.length}`,
      )
    }
    return list
  }

  protected override get masksComeAlone(): boolean {
    return true
  }

  override computeMask(_inputs: Tensors, mask: Masks): Masks {
    const own = this.returnSequences ? (([mask].flat()[0] ?? null) as Mask) : null
    return this.returnState ? [own, ...stateShapes(this.cell).map(() => null)] : own
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const [batch, steps, ...features] = oneShape(inputShape)
    // what the cell gives may depend on what it gets
    this.cell.ensureBuilt([batch!, ...features])
    const output = [batch!, ...(this.returnSequences ? [steps!] : []), ...outputShape(this.cell)]
    return this.returnState ? [output, ...stateShapes(this.cell).map((shape) => [batch!, ...shape])] : output
  }

  override get carried(): Carried {
    return { ...super.carried, variables: this.#states }
  }

  /** Sets the state of a stateful layer to zero. */
  resetStates(): void {
    tf.tidy(() => {
      for (const state of this.#states) state.assign(tf.zeros(state.shape as number[]))
    })
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
export function cellOptions<O extends object>(options: O, cell?: OptionsOwner): O {
  // files of other versions may hold more
  const isOfCell = (name: string) => !ownOptions.has(name) && (!cell || optionNamesOf(cell).includes(name))
  return Object.fromEntries(Object.entries(options).filter(([name]) => isOfCell(name))) as O
}
