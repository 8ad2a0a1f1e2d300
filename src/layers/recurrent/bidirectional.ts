import { tf } from '../../engine/index.js'
import type { CallContext, Tensors } from '../../graph/call-context.js'
import { directCall } from '../../graph/direct-call.js'
import type { Mask, Masks } from '../../graph/masks.js'
import { isShapeList, type Shape, type Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'
import { layerLike } from '../base/registry.js'
import { serializeLayer } from '../base/serialize.js'
import { stateShapes } from './cell.js'
import { Recurrent } from './recurrent.js'

const merges = {
  concat: (a: tf.Tensor, b: tf.Tensor) => tf.concat([a, b], -1),
  sum: (a: tf.Tensor, b: tf.Tensor) => tf.add(a, b),
  mul: (a: tf.Tensor, b: tf.Tensor) => tf.mul(a, b),
  ave: (a: tf.Tensor, b: tf.Tensor) => tf.div(tf.add(a, b), 2),
} as const

export interface BidirectionalOptions extends LayerOptions {
  /** The recurrent layer that walks forward; a new one is made from its configuration. */
  layer?: Recurrent
  /** How both outputs become one: `concat` (default), `sum`, `mul`, `ave`; null: both are returned. */
  mergeMode?: keyof typeof merges | null
  /** The recurrent layer that walks backward. Default: made from the configuration of the other. */
  backwardLayer?: Recurrent | null
}

class BidirectionalClass extends Layer {
  static override readonly className = 'Bidirectional'
  static override readonly innerLayers = ['layer', 'backward_layer']
  static override readonly callOptions = ['initialState']
  override readonly supportsMasking = true
  readonly mergeMode: keyof typeof merges | null
  readonly forwardLayer: Recurrent
  readonly backwardLayer: Recurrent

  constructor(layer: Recurrent, options?: BidirectionalOptions)
  constructor(options: BidirectionalOptions & { layer: Recurrent })
  constructor(...args: unknown[]) {
    const options = named<BidirectionalOptions>(['layer'], args, new.target.className)
    super(options)
    const { layer, mergeMode = 'concat', backwardLayer } = options
    if (!(layer instanceof Recurrent))
      throw argumentError('Bidirectional', 'a recurrent layer', 'layer', layer)
    if (backwardLayer && !(backwardLayer instanceof Recurrent))
      throw argumentError('Bidirectional', 'a recurrent layer', 'backwardLayer', backwardLayer)
    if (mergeMode !== null && !Object.hasOwn(merges, mergeMode))
      throw argumentError(
        'Bidirectional',
        `one of ${Object.keys(merges).join(', ')} or null`,
        'mergeMode',
        mergeMode,
      )
    this.mergeMode = mergeMode
    this.forwardLayer = layerLike(layer, { name: withPrefix('forward_', layer.name) }) as Recurrent
    this.backwardLayer =
      backwardLayer ??
      (layerLike(layer, { name: withPrefix('backward_', layer.name), go_backwards: true }) as Recurrent)
    checkPair(this.forwardLayer, this.backwardLayer)
    for (const one of [this.forwardLayer, this.backwardLayer]) one.zeroOutputForMask = one.returnSequences
    this.inputSpec = layer.inputSpec
  }

  get returnSequences(): boolean {
    return this.forwardLayer.returnSequences
  }

  get returnState(): boolean {
    return this.forwardLayer.returnState
  }

  get stateful(): boolean {
    return this.forwardLayer.stateful
  }

  override build(inputShape: Shapes): void {
    this.forwardLayer.ensureBuilt(inputShape)
    this.backwardLayer.ensureBuilt(inputShape)
  }

  override call(x: tf.Tensor, context: CallContext = directCall()): Tensors {
    const given = context.kwargs.initialState ?? context.kwargs.initial_state
    const initial = given == null ? undefined : ([given] as unknown[]).flat(3)
    const half = initial && initial.length / 2
    const run = (layer: Recurrent, states: unknown[] | undefined) =>
      [layer.run(x, context.pass, context.mask, { initialState: states }).output].flat() as tf.Tensor[]
    const [forward, ...states] = run(this.forwardLayer, initial?.slice(0, half))
    const [reversed, ...backwardStates] = run(this.backwardLayer, initial?.slice(half))
    const backward = this.returnSequences ? tf.reverse(reversed!, 1) : reversed!
    const outputs = this.mergeMode ? [merges[this.mergeMode](forward!, backward)] : [forward!, backward]
    if (this.returnState) return [...outputs, ...states, ...backwardStates]
    return this.mergeMode ? outputs[0]! : outputs
  }

  protected override get masksComeAlone(): boolean {
    return true
  }

  override computeMask(_inputs: Tensors, mask: Masks): Masks {
    const own = this.returnSequences ? (([mask].flat()[0] ?? null) as Mask) : null
    const outputs = this.mergeMode ? [own] : [own, own]
    if (!this.returnState) return this.mergeMode ? own : outputs
    const states = [this.forwardLayer, this.backwardLayer].flatMap((layer) => stateShapes(layer.cell))
    return [...outputs, ...states.map(() => null)]
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const [shape, ...states] = shapesOf(this.forwardLayer.computeOutputShape(inputShape))
    const output = this.mergeMode === 'concat' ? [...shape!.slice(0, -1), 2 * shape!.at(-1)!] : shape!
    const outputs = this.mergeMode ? [output] : [output, output]
    if (this.returnState) return [...outputs, ...states, ...states]
    return this.mergeMode ? output : outputs
  }

  /** Sets the states of stateful layers to zero. */
  resetStates(): void {
    this.forwardLayer.resetStates()
    this.backwardLayer.resetStates()
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      merge_mode: this.mergeMode,
      layer: serializeLayer(this.forwardLayer),
      backward_layer: serializeLayer(this.backwardLayer),
    }
  }
}

const shapesOf = (shapes: Shapes): readonly Shape[] => (isShapeList(shapes) ? shapes : [shapes])

const withPrefix = (prefix: string, name: string) =>
  `${prefix}${name.startsWith(prefix) ? name.slice(prefix.length) : name}`

function checkPair(forward: Recurrent, backward: Recurrent): void {
  if (forward.goBackwards === backward.goBackwards) {
    throw argumentError(
      'Bidirectional',
      `${!forward.goBackwards}`,
      'backwardLayer.goBackwards',
      backward.goBackwards,
    )
  }
  for (const key of ['stateful', 'returnSequences', 'returnState'] as const) {
    if (forward[key] === backward[key]) continue
    throw argumentError(
      'Bidirectional',
      `${forward[key]}, as that of layer`,
      `backwardLayer.${key}`,
      backward[key],
    )
  }
}

/**
 * Runs a recurrent layer over time in both directions, and joins both outputs.
 *
 * @param layer the recurrent layer; new ones are made from its configuration
 * @param options.mergeMode `concat` (default), `sum`, `mul`, `ave`, or null to return both outputs
 * @param options.backwardLayer the layer for the way back, if it is not to be like the other
 *
 * Call arguments: `initialState`, the states of the layer forward, then those of the layer backward.
 *
 * Input shape: `[batch, steps, inputs]`. Output shape: as that of the layer, twice as long on the last axis with
 * `concat`; twice with null; behind it the states of both with returnState. Masked steps of sequences are zero.
 *
 * @throws KeratinError `ARGUMENT` if the layers are not recurrent, or do not fit together
 * @example const y = Bidirectional(LSTM(32))(Input({ shape: [200, 64] })) // [null, 64]
 * @see https://keras.io/api/layers/recurrent_layers/bidirectional/
 */
export const Bidirectional = callableClass(BidirectionalClass)
export type Bidirectional = BidirectionalClass
