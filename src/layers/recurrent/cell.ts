import type { RecurrentStep, tf } from '../../engine/index.js'
import type { CallContext } from '../../graph/call-context.js'
import { directCall } from '../../graph/direct-call.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { Layer } from '../base/layer.js'

/** A layer that is one step in time: called on `[x, ...states]`, it gives `[output, ...states]`. */
export abstract class Cell extends Layer {
  /** The shape of each state, without the batch; known once it is built. */
  abstract get stateShapes(): readonly (readonly number[])[]

  /** The shape of the output, without the batch. */
  get outputShape(): readonly number[] {
    return this.stateShapes[0]!
  }

  /** One step as a function for a whole sequence, in which what is dropped is the same at every step. */
  abstract stepper(inputShape: readonly number[], context: CallContext): RecurrentStep

  override call([x, ...states]: tf.Tensor[], context: CallContext = directCall()): tf.Tensor[] {
    const { output, states: after } = this.stepper(x!.shape, context)(x!, states)
    return [output, ...after]
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const [first] = Array.isArray(inputShape[0])
      ? (inputShape[0] as readonly (number | null)[])
      : oneShape(inputShape)
    return [this.outputShape, ...this.stateShapes].map((shape) => [first!, ...shape])
  }
}

/** A layer of a user's own that makes one step in time: called on `[x, ...states]`, it gives `[output, ...states]`. */
export interface CustomCell extends Layer {
  /** Length of the state, or of each of several. */
  readonly stateSize: number | readonly number[]
  /** Length of the output. Default: that of the first state. */
  readonly outputSize?: number
}

/** What layers that run a cell over time can run. */
export type AnyCell = Cell | CustomCell

/** The shape of each state of a cell, without the batch. */
export const stateShapes = (cell: AnyCell): readonly (readonly number[])[] =>
  cell instanceof Cell ? cell.stateShapes : [cell.stateSize].flat().map((n) => [n])

/** The shape of the output of a cell, without the batch. */
export const outputShape = (cell: AnyCell): readonly number[] =>
  cell instanceof Cell ? cell.outputShape : cell.outputSize ? [cell.outputSize] : stateShapes(cell)[0]!

/** One step of a cell as a function for a whole sequence. */
export function stepper(cell: AnyCell, inputShape: readonly number[], context: CallContext): RecurrentStep {
  if (cell instanceof Cell) return cell.stepper(inputShape, context)
  return (x, states) => {
    const [output, ...after] = cell.run([x, ...states], context.pass).output as tf.Tensor[]
    return { output: output!, states: after }
  }
}
