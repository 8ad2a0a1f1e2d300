import { tf } from '../../engine/index.js'
import type { Tensors } from '../../graph/call-context.js'
import type { ForwardPass, ObservedLayer } from '../../graph/forward-pass.js'
import type { Shape, Shapes } from '../../graph/shape.js'
import { shapeToBuildFor } from '../../graph/stand-ins.js'
import type { CallArguments } from '../../graph/symbolic.js'
import { isPlainObject } from '../../support/options.js'

/** What has a shape: a tensor, symbolic or real. */
export interface Shaped {
  readonly shape: Shape
}

/** What a layer is called with: one, a list, or some by name. */
export type Structured<T> = T | readonly T[] | Readonly<Record<string, T>>

export const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value)

/** The members of what a layer is called with, in order. */
export function membersOf<T>(inputs: Structured<T>): readonly T[] {
  if (Array.isArray(inputs)) return inputs
  return isPlainObject(inputs) ? (Object.values(inputs) as T[]) : [inputs as T]
}

/** The shape of one, or those of all. */
export const shapesOf = (inputs: Structured<Shaped>): Shapes =>
  isList(inputs) || isPlainObject(inputs)
    ? membersOf(inputs as Structured<Shaped>).map((t) => t.shape)
    : (inputs as Shaped).shape

/** As `shapesOf`, for real tensors that may stand in for symbolic ones. */
export const shapesToBuildFor = (inputs: Tensors): Shapes =>
  isList(inputs) || isPlainObject(inputs)
    ? membersOf<tf.Tensor>(inputs as tf.Tensor[]).map(shapeToBuildFor)
    : shapeToBuildFor(inputs)

export const noArguments: CallArguments = Object.freeze({})

/** Whether there are tensors among the arguments besides the inputs. */
export const hasTensors = (kwargs: CallArguments): boolean =>
  Object.values(kwargs).some((v) => [v].flat(2).some((t) => t instanceof tf.Tensor))

/** Arguments that are tensors bring their masks along, as Keras names them. */
export function withMasks(kwargs: CallArguments, { masks }: ForwardPass): CallArguments {
  if (!masks.any) return kwargs
  const found: CallArguments = {}
  for (const [name, value] of Object.entries(kwargs)) {
    const mask = masks.in(value)
    if (mask !== null) found[`${name}Mask`] = mask
  }
  return { ...found, ...kwargs }
}

/**
 * What a call gives: one tensor, or a list of them where the layer gives its states too or a model has several outputs.
 * Typed as both, as the type of the layer does not tell: `const [y, h, c] = lstm(x)`.
 */
export type OneOrSeveral<T> = T & Iterable<T>

/** What a call gave, with each tensor in it replaced, in the structure it had. */
export function altered(
  layer: ObservedLayer,
  output: Tensors,
  replace: NonNullable<ForwardPass['alter']>,
): Tensors {
  if (isList<tf.Tensor>(output)) return output.map((t) => replace(layer, t))
  if (!isPlainObject(output)) return replace(layer, output)
  const entries = Object.entries(output).map(([name, t]) => [name, replace(layer, t as tf.Tensor)])
  return Object.fromEntries(entries) as unknown as Tensors
}
