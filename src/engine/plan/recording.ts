import type { RandomStream, StreamName } from '../../support/random.js'
import type { tf } from '../tf.js'
import type { FedKey, FedNumber } from './fed.js'

/** A piece of memory that a step uses. */
export type Slot =
  /** made and given up within the step */
  | { kind: 'room'; bytes: number }
  | { kind: 'constant'; bytes: number; values: Uint8Array }
  /** a number that is fed, as a tensor */
  | { kind: 'number'; bytes: number; fed: FedKey }
  /** a tensor that the step is given */
  | { kind: 'feed'; bytes: number; index: number }
  | { kind: 'variable'; bytes: number; variable: tf.Variable }
  /** computed when weights change, and kept: see `prepared` */
  | { kind: 'kept'; bytes: number }
  /** a tensor that was there before, of which nothing else is known */
  | { kind: 'captured'; bytes: number; dataId: object; address: number }

/** A place in a slot; `elements` where it is a tensor of the module of TensorFlow.js. */
export interface Pointer {
  readonly slot: number
  readonly offset: number
  readonly elements?: number
}

/** A word of a random stream, by its place among all that are drawn in the step. */
export interface Drawn {
  readonly draw: number
}

/** Several tensors of the module of TensorFlow.js. */
export interface TensorList {
  readonly tensors: readonly Pointer[]
}

export type Argument = number | Pointer | FedNumber | Drawn | TensorList | Uint8Array

/** The places that an argument tells of. */
export function pointersIn(argument: Argument): readonly Pointer[] {
  if (typeof argument !== 'object') return []
  if ('slot' in argument) return [argument]
  return 'tensors' in argument ? argument.tensors : []
}

/** One call of a kernel, or of JavaScript on memory that is a part of one. */
export interface Call {
  readonly kind: 'kernel' | 'stock' | 'host' | 'put' | 'inspect'
  readonly name: string
  readonly args: readonly Argument[]
  /** Of a kernel that threads share. */
  readonly work?: number | undefined
  /** What to call, where it is no kernel of Keratin's. */
  readonly run?: unknown
  /** Of `host`, behind the addresses; of `inspect`, what the tensor is. */
  readonly numbers?: readonly number[]
  readonly dtype?: tf.DataType
  /** The operator of TensorFlow.js that it belongs to; -1: none. */
  readonly operator: number
  /** Operators that follow upon it, and that it computes as well. */
  readonly takenIn?: readonly number[]
}

/** One operator of TensorFlow.js. */
export interface Operator {
  readonly name: string
  readonly inputs: readonly number[]
  outputs: readonly number[]
  shapes: readonly (readonly number[])[]
}

/** A tensor that a step gives. */
export interface Result {
  readonly slot: number
  readonly shape: readonly number[]
  readonly dtype: tf.DataType
}

/** A word that was drawn. */
export interface Draw {
  readonly stream: RandomStream | StreamName
  readonly word: number
}

/** Numbers that JavaScript computes anew for each step. */
export type NumberSource = () => Readonly<Record<string, number>>

/** What one step did in memory. */
export interface Recording {
  readonly slots: readonly Slot[]
  readonly calls: readonly Call[]
  /** What is computed only when weights have changed, in this order: what lies in a slot, and the calls that write it. */
  readonly prepared: readonly { readonly slot: number; readonly calls: readonly Call[] }[]
  readonly operators: readonly Operator[]
  readonly results: readonly Result[]
  /** New values of variables, when the step has ended. */
  readonly assigned: readonly { readonly variable: tf.Variable; readonly slot: number }[]
  /** Variables that are changed where they lie. */
  readonly updated: readonly tf.Variable[]
  readonly draws: readonly Draw[]
  readonly sources: readonly NumberSource[]
  readonly numbers: readonly Readonly<Record<string, number>>[]
  /** What JavaScript does besides, in each step. */
  readonly effects: readonly (() => void)[]
  /** What must be as it was for the recording to hold. */
  readonly conditions: readonly { readonly ask: () => unknown; readonly answer: unknown }[]
  /** Why it cannot be run again. */
  readonly reason: string | undefined
  /** The first place outside of Keratin that took part, if any did. */
  readonly ownCode: string | undefined
  /** Whether variables came into being or went. */
  readonly isFirst: boolean
}
