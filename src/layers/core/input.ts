import type { tf } from '../../engine/index.js'
import type { Tensors } from '../../graph/call-context.js'
import type { Shape, Shapes } from '../../graph/shape.js'
import { Node, SymbolicTensor } from '../../graph/symbolic.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

export interface InputOptions {
  /** Shape of one sample, without the batch axis; null where it may vary. */
  shape?: Shape
  /** Extent of the batch axis, where it is fixed. */
  batchSize?: number | null
  /** Shape with the batch axis, instead of `shape` and `batchSize`. */
  batchShape?: Shape
  /** Default `float32`. */
  dtype?: 'float32' | 'int32' | 'bool' | 'string'
  name?: string
}

class InputLayerClass extends Layer {
  static override readonly className = 'InputLayer'
  static override readonly builtFromBeginning = true
  readonly batchShape: Shape
  readonly #entry: Node

  constructor(options: InputOptions & Omit<LayerOptions, 'weights'> = {}) {
    const { shape = options.inputShape, batchSize = null, batchShape, name, ...rest } = options
    if (options.shape && options.inputShape)
      throw argumentError('InputLayer', 'left out beside shape', 'inputShape', options.inputShape)
    const full = batchShape ?? options.batchInputShape ?? (shape ? [batchSize, ...shape] : undefined)
    super({ ...rest, dtype: inputDtype(options.dtype), name, batchInputShape: full })
    if (!full?.every((d) => d === null || (Number.isInteger(d) && d >= 0))) {
      throw argumentError(
        'Input',
        'a list of non-negative integers or null',
        batchShape ? 'batchShape' : 'shape',
        full ?? shape,
      )
    }
    this.batchShape = full
    this.built = true
    this.builtShape = full
    this.#entry = new Node(this, 0, [], {}, false)
    this.#entry.outputs = [new SymbolicTensor(full, this.dtype as tf.DataType, this.#entry, 0)]
    this.nodes.push(this.#entry)
  }

  /** The tensor that enters the graph here. */
  override get output(): SymbolicTensor {
    return this.#entry.outputs[0]!
  }

  override call(x: tf.Tensor): Tensors {
    return x
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    return {
      batch_shape: this.batchShape,
      dtype: this.dtype,
      sparse: false,
      ragged: false,
      name: this.name,
      optional: false,
    }
  }
}

// files name integer inputs by their width; tensors here have one integer type
function inputDtype(dtype: unknown): unknown {
  return typeof dtype === 'string' && /^u?int(8|16|32|64)$/.test(dtype) ? 'int32' : dtype
}

export const InputLayer = callableClass(InputLayerClass)
export type InputLayer = InputLayerClass

/**
 * The entry of a model: a symbolic tensor of a given shape.
 *
 * @param options.shape shape of one sample, without the batch axis
 * @param options.batchSize fixed batch size. Default: any
 * @param options.dtype default `float32`
 * @returns a symbolic tensor of shape `[batchSize, ...shape]`
 * @example const x = Input({ shape: [28, 28, 1] })
 * @see https://keras.io/api/layers/core_layers/input/
 */
export function Input(options: InputOptions): SymbolicTensor {
  return new InputLayer(checkedOptions('Input', options)).output
}
