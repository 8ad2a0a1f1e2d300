import { pythonShape, type Shape } from '../../graph/shape.js'
import { KeratinError } from '../../support/errors.js'

/** What one input of a layer must look like. */
export interface InputSpec {
  /** Exact number of axes. */
  ndim?: number
  minNdim?: number
  maxNdim?: number
  /** Extents some axes must have; negative axes count from the end. */
  axes?: Readonly<Record<number, number>>
}

interface Checked {
  readonly className: string
  readonly name: string
  readonly inputSpec?: InputSpec | readonly InputSpec[] | undefined
}

/**
 * Compares shapes of inputs with what a layer expects.
 *
 * @throws KeratinError `SHAPE`, naming the layer, the input, and both shapes
 */
export function checkInputs(layer: Checked, shapes: readonly Shape[]): void {
  if (!layer.inputSpec) return
  const specs = [layer.inputSpec].flat() as InputSpec[]
  if (specs.length !== shapes.length) {
    throw new KeratinError(
      'SHAPE',
      `${layer.className} "${layer.name}" expects ${specs.length} input(s). Received: ${shapes.length} tensors.`,
    )
  }
  specs.forEach((spec, i) => {
    const problem = mismatch(spec, shapes[i]!)
    if (problem) {
      throw new KeratinError(
        'SHAPE',
        `Input ${i} of ${layer.className} "${layer.name}" does not fit: expected ${problem}. ` +
          `Received: shape ${pythonShape(shapes[i]!)}.`,
        { hint: 'The first axis is the batch.' },
      )
    }
  })
}

function mismatch(spec: InputSpec, shape: Shape): string | undefined {
  if (spec.ndim !== undefined && shape.length !== spec.ndim) return `${spec.ndim} axes, found ${shape.length}`
  if (spec.minNdim !== undefined && shape.length < spec.minNdim)
    return `at least ${spec.minNdim} axes, found ${shape.length}`
  if (spec.maxNdim !== undefined && shape.length > spec.maxNdim)
    return `at most ${spec.maxNdim} axes, found ${shape.length}`
  for (const [axis, extent] of Object.entries(spec.axes ?? {})) {
    const found = shape.at(Number(axis))
    if (found !== null && found !== extent) return `axis ${axis} to have extent ${extent}, found ${found}`
  }
  return undefined
}
