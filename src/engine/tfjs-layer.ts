import { KeratinError } from '../support/errors.js'
import { requireHere } from '../support/package-file.js'
import { tf } from './tf.js'

type Shape = readonly (number | null)[]
type Shapes = Shape | readonly Shape[]

interface TfjsWeight {
  readonly shape: Shape
  readonly originalName: string
  read(): tf.Tensor
  write(value: tf.Tensor): unknown
  dispose(): void
}

/**
 * What Keratin uses of a layer of @tensorflow/tfjs-layers. The package is not among Keratin's own: neither are its
 * types, which whoever does not install it would lack.
 */
export interface TfjsLayer {
  built: boolean
  readonly weights: TfjsWeight[]
  readonly trainableWeights: TfjsWeight[]
  build(inputShape: Shapes): void
  // biome-ignore lint/suspicious/noExplicitAny: the arguments of a call differ by layer
  call(inputs: tf.Tensor | tf.Tensor[], kwargs: any): tf.Tensor | tf.Tensor[]
  computeOutputShape(inputShape: Shapes): Shapes
  getClassName(): string
  // biome-ignore lint/suspicious/noExplicitAny: as TensorFlow.js declares it
  getConfig(): any
}

/** Whether this is a layer of TensorFlow.js, on the same core as Keratin. */
export function isTfjsLayer(value: unknown): value is TfjsLayer {
  return (
    value instanceof tf.serialization.Serializable &&
    typeof (value as unknown as TfjsLayer).computeOutputShape === 'function'
  )
}

/**
 * The layer that a file describes, of a class of TensorFlow.js' own or of the program's.
 *
 * @throws KeratinError UNSUPPORTED if there is no such class, or @tensorflow/tfjs-layers is needed and not installed
 */
export function tfjsLayerOf(className: string, config: object): TfjsLayer {
  if (!registered(className)) loadLayers(className)
  const known = registered(className)
  if (!known) {
    throw new KeratinError('UNSUPPORTED', `TensorFlow.js has no layer class "${className}".`, {
      hint: 'Register it with tf.serialization.registerClass first.',
    })
  }
  const [cls, fromConfig] = known
  return fromConfig(cls, config as tf.serialization.ConfigDict) as unknown as TfjsLayer
}

const registered = (className: string) => tf.serialization.SerializationMap.getMap().classNameMap[className]

/** By require, so that the package works on the core that is loaded already. */
function loadLayers(className: string): void {
  try {
    requireHere('@tensorflow/tfjs-layers')
  } catch (cause) {
    throw new KeratinError(
      'UNSUPPORTED',
      `The layer "${className}" is one of TensorFlow.js, and @tensorflow/tfjs-layers cannot be loaded.`,
      { hint: 'npm install @tensorflow/tfjs-layers@4.22.0', cause },
    )
  }
}
