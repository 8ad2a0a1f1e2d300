/** The extent of each axis; `null` where it is not fixed, as the batch axis. */
export type Shape = readonly (number | null)[]

/** The shape of one tensor, or of each of several. */
export type Shapes = Shape | readonly Shape[]

export const isShapeList = (shapes: Shapes): shapes is readonly Shape[] =>
  Array.isArray(shapes) && shapes.length > 0 && Array.isArray(shapes[0])

/** The only shape, where a layer takes one input. */
export const oneShape = (shapes: Shapes): Shape => (isShapeList(shapes) ? shapes[0]! : shapes)

/** All shapes as a list. */
export const shapeList = (shapes: Shapes): readonly Shape[] => (isShapeList(shapes) ? shapes : [shapes])

/** As Keras prints a shape: `(None, 28, 28, 1)`, `(None,)`. */
export function pythonShape(shape: Shape): string {
  const inner = shape.map((d) => (d === null ? 'None' : d)).join(', ')
  return shape.length === 1 ? `(${inner},)` : `(${inner})`
}

/** Whether a concrete or symbolic shape fits another; `null` fits anything. */
export const shapesAgree = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((d, i) => d === null || b[i] === null || d === b[i])
