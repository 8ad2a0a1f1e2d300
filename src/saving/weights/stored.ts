import type { Variable } from '../../engine/index.js'
import type { Numbers } from '../hdf5/numbers.js'

/** Numbers with their shape. */
export interface Values {
  readonly shape: readonly number[]
  readonly data: Numbers
}

/** A weight in a file. Its shape is known; its numbers are read when they are asked for. */
export interface StoredWeight {
  /** As the file has it: `dense_1/kernel:0`. */
  readonly name: string
  readonly shape: readonly number[]
  read(): Numbers
}

/** Weights that a file keeps together under the name of a layer, in its order. */
export interface StoredGroup {
  readonly layer: string
  readonly weights: readonly StoredWeight[]
}

/** How a variable comes from weights of a file. */
export interface Planned<Source = StoredWeight> {
  readonly variable: Variable
  readonly sources: readonly Source[]
  /** The numbers of the variable, in its shape, from those of the sources. */
  make(values: readonly Values[]): Numbers
  /** Whether numbers of the sources are added: what an optimizer keeps of each cannot be. */
  readonly adds?: boolean
}

export const product = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1)

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((d, i) => d === b[i])
