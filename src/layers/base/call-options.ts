import { tf } from '../../engine/index.js'
import { type CallArguments, isSymbolic } from '../../graph/symbolic.js'
import { argumentError } from '../../support/errors.js'
import { checkOptionNames } from '../../support/options.js'
import { membersOf, type Structured } from './call-parts.js'

/** What is known of a layer that is called. */
interface Called {
  readonly name: string
  readonly className: string
  // biome-ignore lint/complexity/noBannedTypes: the class, as every object has it
  readonly constructor: Function
}

interface CalledClass {
  readonly callArguments: readonly string[]
  readonly callOptions: readonly string[]
}

const classOf = (layer: Called): CalledClass => layer.constructor as unknown as CalledClass

/** All arguments besides the inputs, by name. */
export function argumentsByName(
  layer: Called,
  args: readonly unknown[],
  kwargs: CallArguments,
): CallArguments {
  if (args.length <= 1) return kwargs
  const { callArguments: names } = classOf(layer)
  const positional = args.slice(1).map((value, i) => {
    if (names[i] !== undefined) return [names[i], value]
    throw argumentError(layer.name, `called with at most ${names.length + 1} tensors`, 'call', args.slice(1))
  })
  return { ...Object.fromEntries(positional), ...kwargs }
}

/** Refuses options of a call that the layer does not know. */
export function checkCallOptions(layer: Called, kwargs: CallArguments): void {
  const { callArguments, callOptions } = classOf(layer)
  const known = ['training', 'mask', ...callArguments, ...callOptions]
  checkOptionNames(`The call of ${layer.className} "${layer.name}"`, kwargs, known)
}

/** Refuses to be called on anything but tensors, symbolic or real. */
export function checkCalledOn(layer: Called, inputs: unknown): void {
  const members = membersOf(inputs as Structured<unknown>).flat()
  if (members.length > 0 && members.every((t) => isSymbolic(t) || t instanceof tf.Tensor)) return
  throw argumentError(
    `${layer.className} "${layer.name}"`,
    'called on a tensor, a list or a record of tensors',
    'inputs',
    inputs,
    'Start with Input({ shape }) or a tf tensor.',
  )
}
