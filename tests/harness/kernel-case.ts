/** An input of a case: a shape, whose type is the one under test, or values of a type that is always the same. */
export type CaseInput = number[] | { shape: number[]; values: number[]; dtype: 'float32' | 'int32' | 'bool' }

/** How a kernel of TensorFlow.js is called. */
export interface KernelCase {
  inputs: Record<string, CaseInput>
  attrs?: Record<string, unknown>
  /** The types that mean something, where not all do. */
  types?: readonly string[]
  /** Set where the cpu engine gives something else, and is wrong: values are then compared elsewhere. */
  unjudged?: boolean
}
