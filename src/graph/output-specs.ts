import type { Shape } from './shape.js'
import { type CallArguments, mapSymbolic, type Node, SymbolicTensor, type TensorSpec } from './symbolic.js'

/** The calls of a graph between its inputs and outputs. */
interface Calls {
  readonly nodes: readonly Node[]
  readonly inputs: readonly SymbolicTensor[]
  readonly outputs: readonly SymbolicTensor[]
}

/** Shapes and dtypes of the outputs of a graph for other input shapes. */
export function outputSpecs({ nodes, inputs, outputs }: Calls, inputShapes: readonly Shape[]): TensorSpec[] {
  const known = new Map<SymbolicTensor, SymbolicTensor>()
  const know = (t: SymbolicTensor, { shape, dtype }: TensorSpec) =>
    known.set(t, new SymbolicTensor(shape, dtype, t.node, t.tensorIndex))
  inputs.forEach((t, i) => {
    know(t, { shape: inputShapes[i]!, dtype: t.dtype })
  })
  for (const { isInput, operation, args, kwargs, outputs } of nodes) {
    if (isInput || outputs.every((t) => known.has(t))) continue
    const given = (value: unknown) => mapSymbolic(value, (t) => known.get(t)!)
    const specs = operation.computeOutputSpec(given(args) as unknown[], given(kwargs) as CallArguments)
    const list = [specs].flat()
    outputs.forEach((t, i) => {
      know(t, list[i]!)
    })
  }
  return outputs.map((t) => known.get(t)!)
}
