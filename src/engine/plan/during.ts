/** What code that runs within a step tells of itself, in case the step is being recorded. */
import type { tf } from '../tf.js'
import { type FedNumber, fedTensor } from './fed.js'
import type { NumberSource } from './recording.js'

type Values = Float32Array | Int32Array | Uint8Array

/** What notes a step while it runs. */
export interface StepNotes {
  numbers(source: NumberSource): Record<string, FedNumber>
  fed(tensor: tf.Tensor, number: FedNumber): void
  /** Notes what each step does in JavaScript, and does it. */
  effect(run: () => void): void
  /** Notes what the course of the step depends on, and asks for it. */
  condition<T>(ask: () => T): T
  inspect(tensor: tf.Tensor, look: (values: Values) => void): void
}

let notes: StepNotes | undefined

/** Runs `body` as a step that is noted. */
export const noted = <T>(by: StepNotes, body: () => T): T => notedBy(by, body)

/** Runs `body` as no part of the step that is noted. */
export const unnoted = <T>(body: () => T): T => notedBy(undefined, body)

function notedBy<T>(by: StepNotes | undefined, body: () => T): T {
  const before = notes
  notes = by
  try {
    return body()
  } finally {
    notes = before
  }
}

/**
 * Numbers that change from step to step, such as learning rates: as such, or as tensors while a step is recorded. They
 * are to be used as they are: arithmetic of JavaScript on them belongs into the source.
 */
export function fedNumbers<T extends Readonly<Record<string, number>>>(
  source: () => T,
): { [K in keyof T]: number | tf.Scalar } {
  if (!notes) return source()
  return Object.fromEntries(
    Object.entries(notes.numbers(source)).map(([name, number]) => {
      const tensor = fedTensor(number)
      notes!.fed(tensor, number)
      return [name, tensor]
    }),
  ) as never
}

/** Does something in JavaScript that each step does, recorded or not: counting it, say. */
export function eachStep(run: () => void): void {
  if (notes) notes.effect(run)
  else run()
}

/**
 * A value of JavaScript that the course of a step depends on and nobody else can see: where it differs, another step is
 * recorded.
 */
export function courseOf<T>(ask: () => T): T {
  return notes ? notes.condition(ask) : ask()
}

/** Looks at the values of a tensor in each step, to report or to throw; nothing of the step may depend on it else. */
export function inspect(tensor: tf.Tensor, look: (values: Values) => void): void {
  if (notes) notes.inspect(tensor, look)
  else look(tensor.dataSync() as Values)
}
