import { pythonShape, type Shape } from '../../graph/shape.js'
import { KeratinError } from '../../support/errors.js'
import type { Layer } from '../base/layer.js'

/**
 * Axes counted from the front, in order.
 *
 * @throws KeratinError `SHAPE` if there is no such axis, or its extent is not known where it must be
 */
export function axesOf(layer: Layer, axes: readonly number[], shape: Shape, mustBeKnown = true): number[] {
  const counted = axes.map((axis) => (axis < 0 ? axis + shape.length : axis)).sort((a, b) => a - b)
  const wrong = counted.find((axis) => shape[axis] === undefined || (mustBeKnown && shape[axis] === null))
  if (wrong === undefined) return counted
  throw new KeratinError(
    'SHAPE',
    `${layer.className} "${layer.name}" needs axis ${wrong} to exist and to have a fixed extent. Received: input shape ${pythonShape(shape)}.`,
  )
}

/** The shape that lets weights along some axes broadcast to a tensor; none needed along the last axis alone. */
export function broadcastShape(shape: Shape, axes: readonly number[]): number[] {
  const lastOnly = axes.length === 1 && axes[0] === shape.length - 1
  return lastOnly ? [shape.at(-1)!] : shape.map((d, axis) => (axes.includes(axis) ? d! : 1))
}
